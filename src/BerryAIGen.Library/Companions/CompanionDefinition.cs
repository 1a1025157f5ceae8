using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Companions;

/// <summary>What a model of an architecture needs beside it; a file in <c>definitions/companions</c>.</summary>
internal sealed record CompanionDefinition : IDefinition
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The architecture in the words of <c>berry inspect</c>, and base models in Civitai's.</summary>
    public required IReadOnlyList<string> Bases { get; init; }

    /// <summary>What a person should know: which files hold some of it themselves.</summary>
    public string? Note { get; init; }

    public required IReadOnlyList<CompanionNeed> Needs { get; init; }

    internal static void Check(CompanionDefinition definition)
    {
        if (definition.Bases.Count == 0 || definition.Needs.Count == 0)
            throw new JsonException("\"bases\" or \"needs\" is empty.");
        if (definition.Needs.FirstOrDefault(need => need.Files.Count == 0) is { } empty)
            throw new JsonException($"\"{empty.Role}\" has no files.");
        var wrong = definition
            .Needs.SelectMany(need => need.Files)
            .FirstOrDefault(file =>
                file.Address.Scheme != "https"
                || file.Sha256.Length != 64
                || !file.Sha256.All(char.IsAsciiHexDigitLower)
            );
        if (wrong is not null)
            throw new JsonException($"\"{wrong.Name}\" needs an https address and a SHA-256 in small letters.");
    }
}

/// <summary>One part that is needed.</summary>
/// <param name="Role">What it is to the model: "the T5-XXL text encoder".</param>
/// <param name="Folder">The id of a folder in the layout <c>comfyui</c>.</param>
/// <param name="Files">Any one of them will do; the first is proposed.</param>
internal sealed record CompanionNeed(string Role, string Folder, IReadOnlyList<CompanionFile> Files)
{
    /// <summary>For whom it is needed; null for all.</summary>
    public string? When { get; init; }
}

/// <summary>A file that will do.</summary>
internal sealed record CompanionFile(string Name, Uri Address, string Sha256)
{
    public long? SizeBytes { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(CompanionDefinition))]
internal sealed partial class CompanionJson : JsonSerializerContext;
