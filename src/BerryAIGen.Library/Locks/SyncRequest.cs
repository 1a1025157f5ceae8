using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Locks;

/// <summary>Bring a root to what a lock lists.</summary>
public sealed record SyncRequest
{
    public required string Path { get; init; }

    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    /// <summary>Read every file again, also those whose record is as old as the file.</summary>
    public bool Verifies { get; init; }

    /// <summary>Ask the network for the files' bytes and for nothing else.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Move files that the lock does not list, and that a download of ours brought, to the trash.</summary>
    public bool Prunes { get; init; }

    /// <summary>Let a lock that lists nothing take everything away.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>Say what would be done.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>What became of every file of a lock.</summary>
/// <param name="Items">One per file, in the lock's order; after them what could not go to the trash.</param>
/// <param name="Extra">Model files below the root that the lock does not list, and that stay.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record SyncOutcome(IReadOnlyList<DownloadItem> Items, IReadOnlyList<string> Extra, TimeSpan Elapsed)
{
    /// <summary>Those that went to the trash, or would go; null when nobody asked for it, or not every file of the lock is right.</summary>
    public IReadOnlyList<string>? Pruned { get; init; }
}
