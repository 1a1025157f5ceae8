namespace BerryAIGen.IO.Archives;

/// <summary>What an entry is.</summary>
public enum ArchiveEntryKind
{
    File,
    Folder,

    /// <summary>A symbolic or hard link; never followed.</summary>
    Link,

    /// <summary>A device, a pipe or a kind that nobody knows.</summary>
    Other,
}

/// <summary>One entry as the archive describes it; every word of it is a claim until the entry was read.</summary>
public sealed record ArchiveEntry
{
    /// <summary>The name as it is stored, for showing; never a path to write to.</summary>
    public required string Name { get; init; }

    public required ArchiveEntryKind Kind { get; init; }

    /// <summary>The unpacked size that the archive claims; null when it claims none.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>How many bytes it takes in the archive; null when that is not known.</summary>
    public long? CompressedBytes { get; init; }

    /// <summary>The archive marks it as encrypted, which may be true or a trick: reading tells.</summary>
    public bool IsMarkedEncrypted { get; init; }

    /// <summary>Not listed where readers look first, but found in the archive's bytes.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Where it may be laid under a folder, with slashes; null when <see cref="WhyUnsafe"/> says why not.</summary>
    public string? SafePath => EntryNames.Check(this).Path;

    /// <summary>Why it must not be laid anywhere; null for a safe one.</summary>
    public string? WhyUnsafe => EntryNames.Check(this).Why;

    /// <summary>What is odd about it, one sentence each; honest archives have nothing here.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Which of several entries of one name is meant.</summary>
    internal int Index { get; init; }
}
