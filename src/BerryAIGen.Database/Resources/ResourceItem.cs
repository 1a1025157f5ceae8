using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Generation.Maturity;

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

    /// <summary>Whether it generates in the place that was asked for; anywhere when none was.</summary>
    public bool CanGenerate => Verdict.CanGenerateAt(At);

    /// <summary>The place that was asked for: one of <see cref="CoveragePlace.All"/>; null for anywhere.</summary>
    public string? At { get; init; }

    /// <summary>What the gates say.</summary>
    public GateVerdict Gate { get; init; } = GateVerdict.Open;

    /// <summary>Other versions of the same model and base model that generate where this one does not.</summary>
    public IReadOnlyList<ResourceSubstitute> Substitutes { get; init; } = [];

    /// <summary>The address of a picture: at Civitai, or of this server.</summary>
    public string? Picture { get; init; }

    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    public ResourceStrength? Strength { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>The word of the registry; <c>remote</c> for what is not in it.</summary>
    public string State { get; init; } = "remote";

    public string? Path { get; init; }

    /// <summary>When everybody may have it; null when everybody may.</summary>
    public DateTimeOffset? EarlyAccessUntil { get; init; }

    /// <summary>The levels of its pictures together, as bits.</summary>
    public long NsfwLevel { get; init; }

    /// <summary>The level of <see cref="Picture"/>, as a bit; null when it is not said.</summary>
    public long? PictureLevel { get; init; }

    public bool IsExperimental { get; init; }

    public string? Creator { get; init; }

    /// <summary>What is done with its picture for a person: <c>show</c>, <c>blur</c> or <c>hide</c>.</summary>
    public string DisplayFor(MaturityLimits limits) =>
        // What nobody rated and lies here is the person's own.
        (PictureLevel ?? NsfwLevel)
            is not > 0
        && Path is not null
            ? MaturityLimits.Show
            : DisplayOf(limits, PictureLevel ?? NsfwLevel);

    /// <summary>The same by levels as bits, of which the highest counts; nought is what nobody rated.</summary>
    public static string DisplayOf(MaturityLimits limits, long levels) =>
        limits.DisplayOf(
            levels <= 0 ? null : MaturityLevel.WordOf(MaturityLevel.HighestOf(levels)),
            blockedReason: null
        );
}

/// <summary>A version in place of one that does not generate.</summary>
/// <param name="Id">Its row in the registry; null for what is not here.</param>
/// <param name="VersionId">Civitai's number.</param>
/// <param name="Air">Its AIR; null for a file that Civitai does not have.</param>
/// <param name="Name">For people.</param>
/// <param name="Verdict">Where it generates.</param>
public sealed record ResourceSubstitute(string? Id, long? VersionId, string? Air, string Name, CoverageVerdict Verdict);
