using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Checks;

/// <summary>What a check found.</summary>
public enum CheckState
{
    /// <summary>As recorded.</summary>
    Ok,

    /// <summary>Other bytes than recorded.</summary>
    Changed,

    /// <summary>The header was edited, the tensors are as recorded.</summary>
    HeaderChanged,

    /// <summary>Nothing is recorded, and the file breaks the rules of its own format.</summary>
    Broken,

    /// <summary>Recorded, and gone from a folder that can be read.</summary>
    Missing,

    /// <summary>Recorded, in a folder or on a drive that cannot be read now.</summary>
    Unreachable,

    /// <summary>There is nothing to compare with.</summary>
    Unrecorded,

    /// <summary>It is there and cannot be read.</summary>
    Unreadable,

    /// <summary>It was wrong and is right now.</summary>
    Repaired,

    /// <summary>It had changed, and what it is now was taken as right.</summary>
    Accepted,
}

/// <summary>One file of a check.</summary>
/// <param name="Path">Where it is or should be.</param>
/// <param name="State">What was found.</param>
public sealed record CheckedFile(string Path, CheckState State)
{
    /// <summary>What differs, in one sentence; null when nothing does.</summary>
    public string? Reason { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>What was computed; null when nothing was read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the record says.</summary>
    public string? ExpectedSha256 { get; init; }

    /// <summary>Bytes that a repair fetched.</summary>
    public long TransferredBytes { get; init; }

    /// <summary>Where the broken file was put; null without a repair.</summary>
    public string? Quarantined { get; init; }

    /// <summary>Why it could not be checked or repaired; null when it could.</summary>
    public Failure? Failure { get; init; }

    internal KnownFile? Known { get; init; }

    internal RecordRoot? Root { get; init; }

    /// <summary>Which blocks differ; null when that is not known.</summary>
    internal string? Blocks { get; init; }

    /// <summary>Whether a person has to do something about it.</summary>
    public bool IsWrong =>
        State is CheckState.Changed or CheckState.Broken or CheckState.Missing or CheckState.Unreadable;
}

/// <summary>What a check is to do.</summary>
public sealed record CheckRequest
{
    /// <summary>Files and folders; none means the models folder of the settings.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Look at sizes, times and headers only.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Fetch again what is wrong, from where it came.</summary>
    public bool Repairs { get; init; }

    /// <summary>Repair files as well of which only the header was edited.</summary>
    public bool RepairsHeaders { get; init; }

    /// <summary>Take what is on the disk as right from now on.</summary>
    public bool Accepts { get; init; }
}
