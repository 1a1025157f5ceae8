namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>An update that was done, and can be taken back unless it was.</summary>
public sealed record PastUpdate
{
    /// <summary>Names it; begins with the time.</summary>
    public required string Id { get; init; }

    /// <summary>The folder of models that it is of.</summary>
    public required string Root { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Where the old file was, and is again after a rollback.</summary>
    public required string OldPath { get; init; }

    /// <summary>Where the new file was put.</summary>
    public required string NewPath { get; init; }

    public int ModelId { get; init; }

    public string? ModelName { get; init; }

    public int? FromVersion { get; init; }

    public string? FromName { get; init; }

    public int ToVersion { get; init; }

    public string? ToName { get; init; }

    /// <summary>Files that left their places, by their items of the versions or the trash.</summary>
    public IReadOnlyList<LeftFile> Left { get; init; } = [];

    public bool IsRolledBack { get; init; }
}

/// <summary>What became of one rollback.</summary>
/// <param name="Subject">The path or id as it was given.</param>
/// <param name="Update">The update; null when there is none.</param>
/// <param name="Failure">Why it was not taken back; null when it was.</param>
/// <param name="Note">What a person should know of it.</param>
public sealed record RolledBackUpdate(string Subject, PastUpdate? Update, Failure? Failure = null, string? Note = null);
