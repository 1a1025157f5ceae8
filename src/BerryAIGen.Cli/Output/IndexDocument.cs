using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Cli.Output;

/// <summary>What an index run found.</summary>
internal sealed record IndexDocument
{
    public required int Seen { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Unchanged { get; init; }

    public required int Missing { get; init; }

    public required IReadOnlyList<SkippedPath> Skipped { get; init; }

    public required long ElapsedMs { get; init; }

    public required int Moved { get; init; }

    public required int Unreachable { get; init; }

    public required int Hashed { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why a folder could not be indexed at all; null when every one could.</summary>
    public ErrorBody? Error { get; init; }

    public static IndexDocument From(IndexReport report) =>
        new()
        {
            Seen = report.Seen,
            Added = report.Added,
            Changed = report.Changed,
            Unchanged = report.Unchanged,
            Missing = report.Missing,
            Skipped = report.Skipped,
            ElapsedMs = (long)report.Elapsed.TotalMilliseconds,
            Moved = report.Moved,
            Unreachable = report.Unreachable,
            Hashed = report.Hashed,
            Warnings = report.Warnings,
            Error = report.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
        };
}
