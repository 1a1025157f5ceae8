namespace BerryAIGen.Library.Sharing;

/// <summary>What sharing would do, or did.</summary>
/// <param name="Id">The name of the run for <c>undo</c>; null for a plan, or when there was nothing to do.</param>
/// <param name="Links">One row per file.</param>
public sealed record LinkOutcome(string? Id, IReadOnlyList<FileLink> Links);

/// <summary>One file and its second place.</summary>
/// <param name="Source">Where the bytes are.</param>
/// <param name="Target">The new name.</param>
/// <param name="State">How far it is.</param>
/// <param name="How">What was made; <see cref="LinkHow.Auto"/> while that is open.</param>
/// <param name="Reason">Why it is made so, or why it is not made.</param>
public sealed record FileLink(string Source, string Target, LinkState State, LinkHow How, string? Reason)
{
    /// <summary>The model that the file belongs to; null when it is the model itself.</summary>
    public string? CompanionOf { get; init; }
}

/// <summary>How far a link is.</summary>
public enum LinkState
{
    Planned,
    Linked,
    AlreadyLinked,
    Removed,
    Refused,
}
