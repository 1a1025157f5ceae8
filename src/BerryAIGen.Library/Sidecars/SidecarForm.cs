using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Sidecars;

/// <summary>What one application writes and looks for beside a model file; a file in <c>definitions/sidecars</c>.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
public sealed record SidecarForm : IDefinition
{
    /// <summary>The form of the file; 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Stable, lower case, words joined by hyphens.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Where several sidecars say something, the lowest is asked first.</summary>
    public required int Order { get; init; }

    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The sidecar's name with <c>{name}</c> or <c>{base}</c>; null for an application without one.</summary>
    public string? File { get; init; }

    /// <summary>Members of which its sidecar has at least one; two applications may use one name.</summary>
    public IReadOnlyList<string> Marks
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Members that people write.</summary>
    public IReadOnlyList<string> Personal
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<SidecarReading> Read
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What is written; empty for an application that is only read.</summary>
    public IReadOnlyList<SidecarWriting> Write
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Endings of the preview pictures it looks for, in its order.</summary>
    public IReadOnlyList<string> Previews
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Where its sidecar of this model file is; null for an application without one.</summary>
    public string? PathFor(string filePath) =>
        File is null
            ? null
            : Path.Combine(
                Path.GetDirectoryName(filePath) ?? "",
                File.Replace("{name}", Path.GetFileName(filePath), StringComparison.Ordinal)
                    .Replace("{base}", Path.GetFileNameWithoutExtension(filePath), StringComparison.Ordinal)
            );
}

/// <summary>Where a fact stands in a sidecar.</summary>
/// <param name="Fact">Our word for it.</param>
/// <param name="From">Paths; the first that has a value.</param>
/// <param name="Split">What is between the elements of a list that is one text.</param>
/// <param name="None">Values that mean nothing.</param>
public sealed record SidecarReading(
    string Fact,
    IReadOnlyList<string> From,
    string? Split = null,
    IReadOnlyList<string>? None = null
);

/// <summary>What is written where.</summary>
/// <param name="To">The path.</param>
/// <param name="Fact">Our word for the fact; null for a value that is always the same.</param>
/// <param name="Join">Makes one text of a list.</param>
/// <param name="Words">The application's words.</param>
/// <param name="Otherwise">For an unknown fact and one that no word fits.</param>
public sealed record SidecarWriting(
    string To,
    string? Fact = null,
    string? Join = null,
    IReadOnlyList<SidecarWord>? Words = null,
    JsonElement? Otherwise = null
);

/// <summary>An application's word for facts that start so.</summary>
public sealed record SidecarWord(string StartsWith, JsonElement Is);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(SidecarForm))]
internal sealed partial class SidecarFormJson : JsonSerializerContext;
