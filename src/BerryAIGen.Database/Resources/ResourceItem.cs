using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Database.Resources;

/// <summary>A model that somebody may choose for generating, ready for a card or a line.</summary>
public sealed record ResourceItem
{
    /// <summary><c>local</c> or <c>civitai</c>; null for what nobody has.</summary>
    public string? Source { get; init; }

    /// <summary>What was asked for, as it was written; null in lists.</summary>
    public string? Asked { get; init; }

    /// <summary>Its row in the registry; null for what is not here.</summary>
    public string? Id { get; init; }

    public long? ModelId { get; init; }

    public long? VersionId { get; init; }

    public string? Air { get; init; }

    public required string Name { get; init; }

    public string? VersionName { get; init; }

    public required ResourcePlace Place { get; init; }

    /// <summary>How well it works in the wanted ecosystem; null when none is wanted.</summary>
    public ResourceFit? Fit { get; init; }

    /// <summary>Whether it generates, gates included.</summary>
    public required CoverageVerdict Verdict { get; init; }

    /// <summary>What the gates say.</summary>
    public GateVerdict Gate { get; init; } = GateVerdict.Open;

    /// <summary>Other versions of the same model and base model that generate.</summary>
    public IReadOnlyList<ResourceSubstitute> Substitutes { get; init; } = [];

    /// <summary>The address of a picture: at Civitai, or of this server.</summary>
    public string? Picture { get; init; }

    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    public ResourceStrength? Strength { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>The word of the registry; <c>remote</c> for what is not in it.</summary>
    public string State { get; init; } = "remote";

    public string? Path { get; init; }

    public DateTimeOffset? EarlyAccessUntil { get; init; }

    /// <summary>The levels of its pictures together, as bits.</summary>
    public long NsfwLevel { get; init; }

    public bool IsExperimental { get; init; }

    public string? Creator { get; init; }
}

/// <summary>A version in place of one that does not generate.</summary>
/// <param name="Id">Its row in the registry; null for what is not here.</param>
/// <param name="VersionId">Civitai's number.</param>
/// <param name="Air">Its AIR; null for a file that Civitai does not have.</param>
/// <param name="Name">For people.</param>
public sealed record ResourceSubstitute(string? Id, long? VersionId, string? Air, string Name);
