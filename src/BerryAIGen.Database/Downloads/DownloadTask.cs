using System.Text.Json.Serialization;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Database.Downloads;

/// <summary>A download as the API tells of it.</summary>
public sealed record DownloadTask
{
    public required string TaskId { get; init; }

    public required string ModelId { get; init; }

    public string? Url { get; init; }

    public string? Filename { get; init; }

    /// <summary>Bytes; 0 while nobody knows.</summary>
    public required long TotalSize { get; init; }

    public required long DownloadedSize { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    /// <summary>0 to 100.</summary>
    public required double Percent { get; init; }

    /// <summary>One of <see cref="DownloadStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// <c>resolve</c>, <c>plan</c>, <c>transfer</c>, <c>verify</c>, <c>inspect</c>, <c>publish</c> or <c>record</c>: where it
    /// stands, or stood when it was paused or failed; of several files where the last one is.
    /// </summary>
    public string? Stage { get; init; }

    /// <summary>1 for the next one; only of a pending one.</summary>
    public int? QueuePosition { get; init; }

    public double? BytesPerSecond { get; init; }

    /// <summary>Seconds; null when nobody can tell.</summary>
    public double? EstimatedTimeRemaining { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? StartTime { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public required double CreatedAt { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public required double UpdatedAt { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    public string? ErrorMessage { get; init; }

    public ErrorBody? Error { get; init; }

    public required string Reference { get; init; }

    public required IReadOnlyList<DownloadFile> Files { get; init; }

    /// <summary>
    /// Whether it was begun for whoever is told of it now. It may be over all the same: a short one ends before its order
    /// is answered.
    /// </summary>
    [JsonIgnore]
    public bool IsNew { get; init; }
}

/// <summary>One file of a download.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes; null while nobody knows.</param>
/// <param name="Downloaded">Bytes that are there.</param>
/// <param name="Status">One of <see cref="DownloadStatus"/>.</param>
/// <param name="Path">Where it is or will be.</param>
/// <param name="Stage">As that of the download; absent before it has begun, and of one that is here.</param>
public sealed record DownloadFile(
    string Name,
    long? Size,
    long Downloaded,
    string Status,
    string? Path = null,
    string? Stage = null
);
