using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Output;

/// <summary>What became of the files that were to go from one root to another.</summary>
internal sealed record ExchangeDocument(string From, string To, IReadOnlyList<DownloadRow> Items)
{
    public static ExchangeDocument Of(ExchangeOutcome outcome) =>
        new(outcome.From, outcome.To, [.. outcome.Items.Select(DownloadRow.From)]);
}

/// <summary>The uploads to a bucket that nobody completed.</summary>
internal sealed record UploadsDocument(IReadOnlyList<UploadRow> Items, bool Applied);

internal sealed record UploadRow(string Path, string Action, long AgeSeconds)
{
    public static UploadRow From(UnfinishedUpload upload, bool isApplied) =>
        new(
            upload.Path,
            upload.IsGone ? "deleted"
                : upload.Failure is not null ? "failed"
                : upload.IsOld && !isApplied ? "would_delete"
                : "kept",
            (long)upload.Age.TotalSeconds
        );
}
