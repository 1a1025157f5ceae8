namespace BerryAIGen.IO.Diffusers;

/// <summary>One part of a pipeline: the folder of a network, of words or of a schedule; or the whole of a single model.</summary>
public sealed record DiffusersComponent
{
    /// <summary>Its folder's name; empty for a model that lies in the folder itself.</summary>
    public required string Name { get; init; }

    /// <summary>The class that its maker names, <c>UNet2DConditionModel</c>; null when none is named.</summary>
    public string? ClassName { get; init; }

    public IReadOnlyList<DiffusersWeights> Weights { get; init; } = [];

    /// <summary>Files that an index or a numbering promises and that are not there.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Its folder is not there, or holds the configuration of a network and no weights of it.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The variants there are, null for the default one.</summary>
    public IReadOnlyList<string?> Variants => [.. Weights.Select(weights => weights.Variant).Distinct()];

    /// <summary>The files that a program loads when nobody asks for a variant: safetensors first, the default variant first.</summary>
    public IReadOnlyList<DiffusersWeights> Loaded =>
        Weights
            .GroupBy(weights => (weights.Variant, Ending: Path.GetExtension(weights.Name).ToLowerInvariant()))
            .OrderBy(group => group.Key.Ending != ".safetensors")
            .ThenBy(group => group.Key.Variant is not null)
            .ThenBy(group => group.Key.Variant, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.ToList()
        ?? [];
}
