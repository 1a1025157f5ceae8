using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>How the update of one file ended, or stands.</summary>
public enum UpdatedState
{
    /// <summary>It would be done.</summary>
    Planned,

    Updated,

    /// <summary>There was nothing to do, or a person does not want it.</summary>
    Skipped,

    Failed,
}

/// <summary>One file of an update.</summary>
/// <param name="Path">The file that was there.</param>
/// <param name="State">What became of it.</param>
public sealed record UpdatedFile(string Path, UpdatedState State)
{
    /// <summary>What was found of it before.</summary>
    public required UpdateFinding Finding { get; init; }

    /// <summary>The version that takes its place; null when none does.</summary>
    public OfferedUpdate? Update { get; init; }

    /// <summary>Where the new file is or would be.</summary>
    public string? NewPath { get; init; }

    /// <summary>Names the update for a rollback; null unless it was done.</summary>
    public string? Id { get; init; }

    /// <summary>Files that left their places, by their items of the versions or the trash.</summary>
    public IReadOnlyList<LeftFile> Left { get; init; } = [];

    /// <summary>Bytes that came over the network.</summary>
    public long TransferredBytes { get; init; }

    public string? Reason { get; init; }

    public Failure? Failure { get; init; }
}

/// <summary>A file that left its place.</summary>
/// <param name="Path">Where it was.</param>
/// <param name="Place"><c>versions</c> or <c>trash</c>.</param>
/// <param name="Item">Names it there.</param>
public sealed record LeftFile(string Path, string Place, string Item);
