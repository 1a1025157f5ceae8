using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Identification.Definitions;

/// <summary>The rules of one architecture or family; a file in <c>definitions/architectures</c>.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
internal sealed record ArchitectureDefinition : IDefinition
{
    /// <summary>The form of the file; 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Stable, lower case, words joined by hyphens or dots.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The higher is asked first; a rule may have its own.</summary>
    public int Priority { get; init; }

    /// <summary>What may stand before every pattern of this file, instead of the usual prefixes.</summary>
    public IReadOnlyList<string>? Prefixes { get; init; }

    /// <summary>What a file is; of one definition the first that holds.</summary>
    public IReadOnlyList<ArchitectureRule> Rules
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Which of several it is; the first that holds.</summary>
    public IReadOnlyList<Detail> Variants
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>In whose words the tensors are named. In a file without rules: for all that say nothing themselves.</summary>
    public IReadOnlyList<Detail> Formats
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>How the values are packed; said after the format. Only in a file without rules.</summary>
    public IReadOnlyList<Detail> Quantisations
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What else a file holds. Only in a file without rules.</summary>
    public IReadOnlyList<Detail> Contents
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>One rule: when it holds, the file is this.</summary>
internal sealed record ArchitectureRule
{
    public required string Type { get; init; }

    public string Base { get; init; } = "any";

    /// <summary>The exact model, where the base does not say it: <c>qwen2.5-vl-7b</c>.</summary>
    public string? Arch { get; init; }

    public string? Format { get; init; }

    public string? Variant { get; init; }

    public int? Priority { get; init; }

    public required Condition When { get; init; }

    /// <summary>The reason in one sentence, without the name of the key.</summary>
    public required string Why { get; init; }
}

/// <summary>A word that is added when its condition holds.</summary>
internal sealed record Detail
{
    /// <summary>The types it is asked for; all when left out.</summary>
    public IReadOnlyList<string>? For { get; init; }

    public required string Is { get; init; }

    public required Condition When { get; init; }

    public string? Why { get; init; }
}
