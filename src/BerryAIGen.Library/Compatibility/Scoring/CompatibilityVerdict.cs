namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Whether a provider runs a model, how well, and why.</summary>
public sealed record CompatibilityVerdict
{
    public required string Provider { get; init; }

    /// <summary>No gate is closed, and the score is at least 0.5.</summary>
    public required bool Compatible { get; init; }

    /// <summary>0 to 1, four digits.</summary>
    public required double Score { get; init; }

    /// <summary><c>excellent</c>, <c>good</c>, <c>acceptable</c> or <c>none</c>.</summary>
    public required string Band { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<CompatibilityReason> Reasons { get; init; }

    /// <summary>What would make it better.</summary>
    public required IReadOnlyList<CompatibilityAdvice> Recommendations { get; init; }

    /// <summary>Which parts of the score went in, by their names.</summary>
    public IReadOnlyDictionary<string, double> Components { get; init; } = new Dictionary<string, double>();

    /// <summary>Which parts are not known and were left out.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Bytes, with what the engine itself takes; null when nothing of it is known.</summary>
    public long? NeedBytes { get; init; }

    /// <summary>Tokens that <see cref="NeedBytes"/> is counted for; null when only the size is known.</summary>
    public int? NeedContext { get; init; }

    /// <summary>The largest context that fits this machine; null when it cannot be told, or none fits.</summary>
    public int? LargestContext { get; init; }

    /// <summary>Excellent from 0.9, good from 0.7, acceptable from 0.5.</summary>
    public static string BandOf(double score) =>
        score switch
        {
            >= 0.9 => "excellent",
            >= 0.7 => "good",
            >= 0.5 => "acceptable",
            _ => "none",
        };
}

/// <param name="Code">Stable, such as <c>memory.fits_gpu</c>.</param>
/// <param name="Text">For a person.</param>
public sealed record CompatibilityReason(string Code, string Text);

/// <param name="Code">Stable, such as <c>arch.newer</c>.</param>
/// <param name="Text">For a person: what to do.</param>
public sealed record CompatibilityAdvice(string Code, string Text);
