using BerryAIGen.Database.Indexing;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>What is to be indexed.</summary>
/// <param name="Folders">Folders of the library; left out or empty for all.</param>
public sealed record IndexQuestion(IReadOnlyList<string>? Folders);

/// <summary>The index of the library's folders.</summary>
/// <param name="Folders">The folders of the library.</param>
/// <param name="Unwatched">Those that are looked through from time to time only: not there now, or the system watches no more.</param>
/// <param name="Running">Whether a run is going on.</param>
/// <param name="Report">What the last run found; null before the first one ended.</param>
/// <param name="JobId">The job that was started by this request.</param>
public sealed record IndexDocument(
    IReadOnlyList<string> Folders,
    IReadOnlyList<string> Unwatched,
    bool Running,
    IndexReportDocument? Report,
    string? JobId = null
);

/// <summary>What a run found.</summary>
public sealed record IndexReportDocument
{
    public required IReadOnlyList<string> Folders { get; init; }

    public required int Seen { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Unchanged { get; init; }

    public required int Moved { get; init; }

    public required int Returned { get; init; }

    public required int Missing { get; init; }

    public required int Unreachable { get; init; }

    public required int Hashed { get; init; }

    public required IReadOnlyList<SkippedDocument> Skipped { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public required double StartedAt { get; init; }

    public required long ElapsedMs { get; init; }

    public static IndexReportDocument? Of(RegistryIndexReport? report) =>
        report is null
            ? null
            : new()
            {
                Folders = report.Folders,
                Seen = report.Seen,
                Added = report.Added,
                Changed = report.Changed,
                Unchanged = report.Unchanged,
                Moved = report.Moved,
                Returned = report.Returned,
                Missing = report.Missing,
                Unreachable = report.Unreachable,
                Hashed = report.Hashed,
                Skipped = [.. report.Skipped.Select(one => new SkippedDocument(one.Path, one.Why))],
                Warnings = report.Warnings,
                StartedAt = (report.StartedAt - DateTime.UnixEpoch).TotalSeconds,
                ElapsedMs = (long)report.Elapsed.TotalMilliseconds,
            };
}

/// <param name="Path">The file or folder.</param>
/// <param name="Why">The reason, for a person.</param>
public sealed record SkippedDocument(string Path, string Why);
