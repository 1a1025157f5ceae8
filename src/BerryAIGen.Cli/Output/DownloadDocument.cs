using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Cli.Output;

/// <summary>What became of every file of a download or a batch.</summary>
internal sealed record DownloadDocument(IReadOnlyList<DownloadRow> Items)
{
    /// <summary>The sums of a batch; other documents have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SummaryRow? Summary { get; init; }

    /// <summary>Model files that a lock does not list; only of a sync.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Extra { get; init; }

    /// <summary>Those of them that went to the trash, or would go; only of a sync that was asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Pruned { get; init; }

    public static DownloadDocument From(IEnumerable<DownloadItem> items) => new([.. items.Select(DownloadRow.From)]);
}

internal sealed record DownloadRow
{
    public required string Reference { get; init; }

    public required string State { get; init; }

    public string? File { get; init; }

    public string? Path { get; init; }

    public long? Bytes { get; init; }

    public long Transferred { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>One of the fixed words; a comparison of another kind stands there as what it is at least: of the size.</summary>
    public required string VerifiedBy { get; init; }

    /// <summary>The strongest comparison that held, by its own name: also <c>git_sha1</c> and <c>crc32</c>.</summary>
    public required string ComparedBy { get; init; }

    public string? Sidecar { get; init; }

    public string? Reason { get; init; }

    /// <summary>Why it is not done, in the words of the error document; null for a success.</summary>
    public ErrorBody? Error { get; init; }

    /// <summary>What the model needs beside it; only of a plan, and of a model that needs something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CompanionRow>? Companions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CompanionNote { get; init; }

    private static readonly string[] Words = ["sha256", "blake3", "autov3", "autov2", "size", "none"];

    public static DownloadRow From(DownloadItem item) =>
        new()
        {
            Reference = item.Reference,
            State = JsonNamingPolicy.SnakeCaseLower.ConvertName(item.State.ToString()),
            File = item.File,
            Path = item.Path,
            Bytes = item.SizeBytes,
            Transferred = item.TransferredBytes,
            Sha256 = item.Sha256,
            VerifiedBy = Words.Contains(item.VerifiedBy) ? item.VerifiedBy : "size",
            ComparedBy = item.VerifiedBy,
            Sidecar = item.Sidecar,
            Reason = item.Reason ?? item.Failure?.Message,
            Error = item.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
            Companions = item.Companions.Count == 0 ? null : [.. item.Companions.Select(CompanionRow.From)],
            CompanionNote = item.CompanionNote,
        };
}

/// <summary>A file that a model needs beside it: what it is, whether one is here, and where it is to be had.</summary>
internal sealed record CompanionRow(string Role, string Folder, string State, string File, string Url, string Sha256)
{
    public string? Path { get; init; }

    public long? Bytes { get; init; }

    public string? When { get; init; }

    public static CompanionRow From(ModelCompanion companion) =>
        new(
            companion.Role,
            companion.Folder,
            companion.Path is null ? "missing" : "present",
            companion.File,
            companion.Address.AbsoluteUri,
            companion.Sha256
        )
        {
            Path = companion.Path,
            Bytes = companion.SizeBytes,
            When = companion.When,
        };
}

/// <summary>The sums of a batch: how many files of each state, their bytes, the time.</summary>
internal sealed record SummaryRow(
    IReadOnlyDictionary<string, int> States,
    int Files,
    long Bytes,
    long Transferred,
    long ElapsedMs
)
{
    public static SummaryRow From(BatchOutcome outcome) =>
        new(
            outcome.States.ToDictionary(
                row => JsonNamingPolicy.SnakeCaseLower.ConvertName(row.State.ToString()),
                row => row.Count
            ),
            outcome.Items.Count,
            outcome.States.Sum(row => row.Bytes),
            outcome.States.Sum(row => row.TransferredBytes),
            (long)outcome.Elapsed.TotalMilliseconds
        );
}
