using BerryAIGen.Database.Downloads;

namespace BerryAIGen.Toolkit.Api.Downloads;

/// <summary>Downloads, the newest first.</summary>
/// <param name="Downloads">Those that fit.</param>
/// <param name="TotalCount">How many fit, without offset and limit.</param>
internal sealed record DownloadsDocument(IReadOnlyList<DownloadTask> Downloads, int TotalCount);

/// <summary>Where a waiting download is to stand.</summary>
/// <param name="Position">Its place among those that wait: 1 is next, a larger number than there are places the last.</param>
internal sealed record DownloadPlaceWish(int Position);

/// <summary>That a download was cancelled.</summary>
/// <param name="Message">For a person.</param>
/// <param name="TaskId">Which.</param>
/// <param name="ModelId">Of which model.</param>
internal sealed record DownloadCancelled(string Message, string TaskId, string ModelId);

/// <summary>That downloads were forgotten.</summary>
/// <param name="Message">For a person.</param>
/// <param name="Cleared">How many.</param>
internal sealed record DownloadsCleared(string Message, int Cleared);

/// <summary>What a download would do.</summary>
/// <param name="Items">Each file.</param>
/// <param name="TotalSize">Bytes of those that would be fetched, as far as they are known.</param>
internal sealed record PlanDocument(IReadOnlyList<PlannedItem> Items, long TotalSize);

/// <summary>What a download would do with one file.</summary>
internal sealed record PlannedItem
{
    public required string Reference { get; init; }

    /// <summary><c>planned</c>, <c>already_present</c>, <c>skipped</c>, <c>refused</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    public string? File { get; init; }

    /// <summary>Where it is or would be.</summary>
    public string? Path { get; init; }

    public string? Url { get; init; }

    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>Why not, or what to know of it.</summary>
    public string? Reason { get; init; }

    public Library.Errors.ErrorBody? Error { get; init; }

    /// <summary>What the model needs beside it, of a main model that needs something.</summary>
    public IReadOnlyList<PlannedCompanion>? Companions { get; init; }

    /// <summary>Which files hold some of it themselves.</summary>
    public string? CompanionNote { get; init; }
}

/// <summary>A file that a model needs beside it to run.</summary>
/// <param name="Role">What it is to the model, for people.</param>
/// <param name="Type">The kind of folder, for <c>type</c> of a download.</param>
/// <param name="State"><c>present</c> or <c>missing</c>.</param>
/// <param name="File">Its name.</param>
/// <param name="Path">Where it is; absent when it is missing.</param>
/// <param name="Url">For <c>reference</c> of a download.</param>
/// <param name="Sha256">What it must hash to.</param>
/// <param name="Size">Bytes, where they are known.</param>
/// <param name="When">For whom it is needed; absent for everybody.</param>
internal sealed record PlannedCompanion(
    string Role,
    string Type,
    string State,
    string File,
    string? Path,
    string Url,
    string Sha256,
    long? Size,
    string? When
);

/// <summary>A text that may name something to download.</summary>
/// <param name="Reference">As pasted.</param>
internal sealed record ReferenceQuestion(string Reference);

/// <summary>What a text names, read without asking the network.</summary>
internal sealed record ReferenceDocument
{
    /// <summary><c>model</c>, <c>version</c>, <c>file</c>, <c>hash</c>, <c>image</c>, <c>huggingface</c>, <c>url</c>, <c>path</c> or <c>invalid</c>.</summary>
    public required string Kind { get; init; }

    public required string Reference { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    public string? Air { get; init; }

    public string? Repo { get; init; }

    public string? Revision { get; init; }

    public string? Path { get; init; }

    public string? Url { get; init; }

    public string? Hash { get; init; }

    /// <summary>Why it names nothing.</summary>
    public string? Reason { get; init; }
}
