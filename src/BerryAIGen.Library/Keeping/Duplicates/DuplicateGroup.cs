namespace BerryAIGen.Library.Keeping.Duplicates;

/// <summary>Models with the same bytes.</summary>
/// <param name="Sha256">Their hash.</param>
/// <param name="SizeBytes">The size of one.</param>
/// <param name="Copies">Each copy that takes room of its own; at least two.</param>
public sealed record DuplicateGroup(string Sha256, long SizeBytes, IReadOnlyList<DuplicateCopy> Copies)
{
    /// <summary>What could be freed if one copy served all names; copies on other file systems cannot share.</summary>
    public long WastedBytes => SizeBytes * (Copies.Count - 1);
}

/// <summary>One copy on the disk.</summary>
/// <param name="Paths">All its names that were found: hard links and links to it.</param>
public sealed record DuplicateCopy(IReadOnlyList<string> Paths)
{
    /// <summary>What was done with it; null when it was left as it is.</summary>
    public DuplicateOutcome? Outcome { get; init; }

    /// <summary>Why it could not be replaced by a link, when that was asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>Why nobody may replace it; null when that was not asked for or is only not possible.</summary>
    public Failure? Failure { get; init; }

    internal ulong? Device { get; init; }
}

/// <summary>What became of a copy when links were asked for.</summary>
public enum DuplicateOutcome
{
    /// <summary>It stays, and the others are names of it.</summary>
    Kept,

    /// <summary>Its names are names of the kept one now.</summary>
    Linked,

    /// <summary>It stays as it is.</summary>
    NotLinked,
}

/// <summary>What a search for duplicates found.</summary>
/// <param name="Groups">The most wasteful first.</param>
/// <param name="Skipped">What could not be looked at or read.</param>
/// <param name="FreedBytes">What links have freed.</param>
public sealed record DuplicateReport(
    IReadOnlyList<DuplicateGroup> Groups,
    IReadOnlyList<Catalog.SkippedPath> Skipped,
    long FreedBytes = 0
)
{
    public long WastedBytes => Groups.Sum(group => group.WastedBytes);
}
