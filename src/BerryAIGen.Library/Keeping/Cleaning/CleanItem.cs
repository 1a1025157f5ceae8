namespace BerryAIGen.Library.Keeping.Cleaning;

/// <summary>What a leftover is.</summary>
public enum LeftoverKind
{
    /// <summary>Of a download that was not finished.</summary>
    Part,

    /// <summary>Complete, but not what was promised.</summary>
    Rejected,

    /// <summary>Of a small file that was being written when a process ended.</summary>
    Draft,

    /// <summary>A right copy whose repair was not finished.</summary>
    Repair,

    /// <summary>A record that was set aside because it was unreadable or of another file.</summary>
    SetAside,

    /// <summary>A record without its model.</summary>
    OrphanedRecord,

    /// <summary>A preview without its model.</summary>
    OrphanedPreview,
}

/// <summary>What is done about a leftover.</summary>
public enum CleanAction
{
    /// <summary>It may still be wanted: too young, or somebody works on it.</summary>
    Kept,

    /// <summary>Only told; a person decides.</summary>
    Reported,

    WouldDelete,

    Deleted,

    /// <summary>A person may have written in it: it would go to the trash.</summary>
    WouldTrash,

    Trashed,

    Failed,
}

/// <summary>One leftover.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Action">What is done about it.</param>
public sealed record CleanItem(string Path, LeftoverKind Kind, CleanAction Action)
{
    /// <summary>With the files that go with it.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Since it was last written.</summary>
    public TimeSpan Age { get; init; }

    public string? Why { get; init; }

    /// <summary>Why it stays although it was to go; null when it went or nobody asked.</summary>
    public Failure? Failure { get; init; }
}

/// <summary>What a clean-up found and did.</summary>
/// <param name="Items">By path.</param>
/// <param name="IsApplied">False for a dry run.</param>
public sealed record CleanReport(IReadOnlyList<CleanItem> Items, bool IsApplied)
{
    /// <summary>What is or would be freed at once; the trash frees nothing before it is emptied.</summary>
    public long FreedBytes =>
        Items.Where(item => item.Action is CleanAction.WouldDelete or CleanAction.Deleted).Sum(item => item.SizeBytes);
}
