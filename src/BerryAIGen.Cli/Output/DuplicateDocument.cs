using System.Text.Json;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Keeping.Duplicates;

namespace BerryAIGen.Cli.Output;

/// <summary>Models with the same bytes.</summary>
internal sealed record DuplicateDocument(
    IReadOnlyList<DuplicateGroupRow> Groups,
    long WastedBytes,
    long FreedBytes,
    IReadOnlyList<SkippedPath> Skipped
)
{
    public static DuplicateDocument From(DuplicateReport report) =>
        new(
            [
                .. report.Groups.Select(group => new DuplicateGroupRow(
                    group.Sha256,
                    group.SizeBytes,
                    [
                        .. group.Copies.Select(copy => new DuplicateCopyRow(
                            copy.Paths,
                            copy.Outcome is { } outcome
                                ? JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString())
                                : null,
                            copy.Reason
                        )),
                    ],
                    group.WastedBytes
                )),
            ],
            report.WastedBytes,
            report.FreedBytes,
            report.Skipped
        );
}

internal sealed record DuplicateGroupRow(
    string Sha256,
    long Size,
    IReadOnlyList<DuplicateCopyRow> Copies,
    long WastedBytes
);

internal sealed record DuplicateCopyRow(IReadOnlyList<string> Paths, string? State, string? Reason);
