namespace BerryAIGen.Library.Catalog;

/// <summary>What an index run found, all roots together.</summary>
public sealed record IndexReport
{
    /// <summary>Models that are there; the sum of added, changed, unchanged and moved.</summary>
    public int Seen { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Known models under another name, told by size, time and the file system's number.</summary>
    public int Moved { get; init; }

    /// <summary>Known models that are gone from a folder that was read.</summary>
    public int Missing { get; init; }

    /// <summary>Known models in folders or on drives that cannot be read now; nothing is said of them.</summary>
    public int Unreachable { get; init; }

    /// <summary>Models whose bytes were read and hashed.</summary>
    public int Hashed { get; init; }

    public IReadOnlyList<SkippedPath> Skipped { get; init; } = [];

    /// <summary>One sentence each: names that differ only in case, lines of a journal that cannot be read.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why something could not be worked on at all, the first one; null when everything could.</summary>
    public Failure? Failure { get; init; }

    public TimeSpan Elapsed { get; init; }

    internal IndexReport With(IndexReport other) =>
        this with
        {
            Seen = Seen + other.Seen,
            Added = Added + other.Added,
            Changed = Changed + other.Changed,
            Unchanged = Unchanged + other.Unchanged,
            Moved = Moved + other.Moved,
            Missing = Missing + other.Missing,
            Unreachable = Unreachable + other.Unreachable,
            Hashed = Hashed + other.Hashed,
            Skipped = [.. Skipped, .. other.Skipped],
            Warnings = [.. Warnings, .. other.Warnings],
            Failure = Failure ?? other.Failure,
        };
}
