namespace BerryAIGen.Database.Downloads;

/// <summary>One row of <c>download_tasks</c>: what a download job fetches; its state is the job's.</summary>
public sealed class DownloadTaskRow
{
    /// <summary>Also the id of the job.</summary>
    public required string TaskId { get; init; }

    public required string ModelId { get; init; }

    /// <summary>One of <see cref="DownloadStatus"/>.</summary>
    public string Status { get; set; } = DownloadStatus.Pending;

    /// <summary>Where it stands, or stood when it was paused or failed, in <see cref="DownloadStageWords"/>.</summary>
    public string? Stage { get; set; }

    /// <summary>Its turn among those that wait: the lowest is next. A moment, until a person gives it another.</summary>
    public long Position { get; set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>What is downloaded, in any form that <c>berry resolve</c> reads.</summary>
    public required string Reference { get; init; }

    public string? Url { get; set; }

    public string? FileName { get; set; }

    public long? TotalSize { get; set; }

    public long DownloadedSize { get; set; }

    public double? BytesPerSecond { get; set; }

    public DateTime? StartedAt { get; set; }

    /// <summary>The error body's <c>error</c> object, a JSON object; null when nothing failed.</summary>
    public string? Error { get; set; }

    /// <summary>Its files, a JSON array of name, size, downloaded, status and stage.</summary>
    public string Files { get; set; } = "[]";

    /// <summary>Where parts of it lie, a JSON array of paths: what a cancelled download leaves and must not.</summary>
    public string Parts { get; set; } = "[]";
}

/// <summary>The words of <see cref="DownloadTaskRow.Status"/>.</summary>
public static class DownloadStatus
{
    public const string Pending = "pending";
    public const string Downloading = "downloading";
    public const string Paused = "paused";
    public const string Verifying = "verifying";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } =
    [Pending, Downloading, Paused, Verifying, Completed, Failed, Cancelled];

    /// <summary>Nothing more happens by itself.</summary>
    public static bool IsFinished(string status) => status is Completed or Failed or Cancelled;
}
