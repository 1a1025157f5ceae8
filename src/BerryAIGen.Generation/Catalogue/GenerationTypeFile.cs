using System.Text.Json.Serialization;
using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Coverage;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>Which types of models generate, and what decides whether a version may: <c>definitions/generation-types.json</c>.</summary>
internal sealed record GenerationTypeFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>Those that can be chosen in a form.</summary>
    public required IReadOnlyList<GenerationTypeDefinition> Types { get; init; }

    /// <summary>Those that workflows use by themselves; they need no base model.</summary>
    public required IReadOnlyList<GenerationTypeDefinition> Tools { get; init; }

    /// <summary>The commercial uses of which one must be allowed, so that Civitai may generate with a model.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    /// <summary>Formats of files that Civitai does not generate with.</summary>
    public required IReadOnlyList<string> Unusable { get; init; }

    /// <summary>The kinds of files that hold a model.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The kinds of base models whose checkpoints generate.</summary>
    public required IReadOnlyList<string> Standard { get; init; }

    /// <summary>The type of this word of Civitai, in any case; null for one that does not generate.</summary>
    public GenerationTypeDefinition? Find(string? word) =>
        Types.Concat(Tools).FirstOrDefault(type => type.Id.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The type, in Civitai's word, that AIRs call so; null for one that does not generate.</summary>
    public string? FindByAir(string? word) =>
        Types.Concat(Tools).FirstOrDefault(type => Air.ForModel(null, type.Id, new ModelId(1)).Type == word)?.Id;

    /// <summary>The type of what <c>berry inspect</c> says; null for one that does not generate.</summary>
    public GenerationTypeDefinition? OfHeader(string? word) =>
        Types.Concat(Tools).FirstOrDefault(type => type.Headers.Contains(word));
}

/// <summary>A type of models.</summary>
/// <param name="Id">Civitai's word.</param>
/// <param name="Name">What people call it.</param>
internal sealed record GenerationTypeDefinition(string Id, string Name)
{
    /// <summary>What <c>berry inspect</c> calls it.</summary>
    public IReadOnlyList<string> Headers
    {
        get => field ?? [];
        init;
    }

    /// <summary>It draws; all others are added to it.</summary>
    public bool IsMain { get; init; }

    /// <summary>How strongly it works, when nobody says otherwise; null where there is nothing to set.</summary>
    public ResourceStrength? Strength { get; init; }
}
