using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Locks;

/// <summary>What a lock is to be written of: references, a batch file, or what the records below a root say.</summary>
public sealed record LockRequest
{
    /// <summary>The lock file to write.</summary>
    public required string Path { get; init; }

    /// <summary>These are added to the lock that is there; nothing of them is downloaded.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>A batch file; the lock then holds what it lists and nothing else.</summary>
    public string? Batch { get; init; }

    public DownloadTarget Target { get; init; } = DownloadTarget.Default;
}

/// <summary>What was locked, and what was not.</summary>
/// <param name="Path">The lock file.</param>
/// <param name="Files">The files that were written into it now.</param>
/// <param name="LeftOut">Why others are not in it, one sentence each.</param>
/// <param name="Items">What a plan refused; its failures are those of the run.</param>
public sealed record LockOutcome(
    string Path,
    IReadOnlyList<LockedFile> Files,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<DownloadItem> Items
)
{
    /// <summary>Why nothing was locked although nothing was planned; the lock is then as it was.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What a person should know of what the lock held before; null for nothing.</summary>
    public string? Note { get; init; }
}
