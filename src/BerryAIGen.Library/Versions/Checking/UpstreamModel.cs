using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>What the source says of a model now.</summary>
internal sealed record UpstreamModel
{
    public string? Name { get; init; }

    /// <summary>In the order of its page, the newest first.</summary>
    public IReadOnlyList<OfferedVersion> Versions { get; init; } = [];

    /// <summary>Why there is nothing of it to be had any more; null while there is.</summary>
    public string? GoneBecause { get; init; }

    /// <summary>When that was first found.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>Why the source did not say; null when it did.</summary>
    public Failure? Failure { get; init; }
}
