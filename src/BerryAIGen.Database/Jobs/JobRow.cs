namespace BerryAIGen.Database.Jobs;

/// <summary>A durable job: the truth for API and page. The scheduler only fires, routes and recovers it.</summary>
public sealed class JobRow
{
    public required string Id { get; init; }

    /// <summary>What it does: <c>download</c>, <c>index</c>, <c>verify</c>, <c>convert</c>, <c>refresh</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="JobState"/>.</summary>
    public string State { get; set; } = JobState.Queued;

    /// <summary>0 to 1; null while it cannot be told.</summary>
    public double? Progress { get; set; }

    /// <summary>
    /// Counted up by whoever takes the job; what it writes counts only while this is still its number. A node that
    /// slept and was given up for dead therefore commits nothing.
    /// </summary>
    public int Attempt { get; set; }

    /// <summary>The node that runs it; null when none does.</summary>
    public string? Owner { get; set; }

    /// <summary>When the owner last gave a sign of life.</summary>
    public DateTime? BeatAt { get; set; }

    /// <summary>What it needs to run, a JSON object.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>How far a run came, in its kind's own words, where the next one goes on; null for the beginning.</summary>
    public string? Place { get; set; }

    /// <summary>What came of it, a JSON object; null before the end.</summary>
    public string? Result { get; set; }

    /// <summary>The error body's <c>error</c> object; null when nothing failed.</summary>
    public string? Error { get; set; }

    /// <summary>What a person wants of a running job: <c>pause</c> or <c>cancel</c>; null when it is to run on.</summary>
    public string? Wish { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public DateTime UpdatedAt { get; set; }
}

/// <summary>The words of <see cref="JobRow.State"/>.</summary>
public static class JobState
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Queued, Running, Paused, Completed, Failed, Cancelled];

    /// <summary>Nothing more happens by itself.</summary>
    public static bool IsFinished(string state) => state is Completed or Failed or Cancelled;
}

/// <summary>One line of a job's log.</summary>
public sealed class JobLogRow
{
    public long Id { get; init; }

    public required string JobId { get; init; }

    public DateTime At { get; init; }

    /// <summary><c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    public required string Level { get; init; }

    public required string Message { get; init; }
}
