using System.Text.Json;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Keeping.Checks;

namespace BerryAIGen.Cli.Output;

/// <summary>What a check found, file by file, and how many of each.</summary>
internal sealed record CheckDocument(IReadOnlyList<CheckRow> Files, IReadOnlyDictionary<string, int> Counts)
{
    public static CheckDocument From(IReadOnlyList<CheckedFile> files) =>
        new(
            [.. files.Select(CheckRow.From)],
            files.GroupBy(file => CheckRow.Word(file.State)).ToDictionary(group => group.Key, group => group.Count())
        );
}

internal sealed record CheckRow
{
    public required string Path { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    public string? ExpectedSha256 { get; init; }

    public long Transferred { get; init; }

    public string? Quarantined { get; init; }

    public ErrorBody? Error { get; init; }

    public static CheckRow From(CheckedFile file) =>
        new()
        {
            Path = file.Path,
            State = Word(file.State),
            Reason = file.Reason,
            Size = file.SizeBytes,
            Sha256 = file.Sha256,
            ExpectedSha256 = file.ExpectedSha256,
            Transferred = file.TransferredBytes,
            Quarantined = file.Quarantined,
            Error = file.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
        };

    public static string Word(CheckState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
