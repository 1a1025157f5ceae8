using BerryAIGen.Database.Keeping;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Toolkit.Api.Keeping;

/// <summary>A model that was deleted.</summary>
/// <param name="Message">The description's own words.</param>
/// <param name="ModelId">The model.</param>
/// <param name="TrashItem">What brings it back; null when it was deleted for good.</param>
/// <param name="FreedBytes">What the disk has more of: nothing before the trash is emptied.</param>
internal sealed record DeletedDocument(string Message, string ModelId, string? TrashItem, long FreedBytes)
{
    public static DeletedDocument Of(DeletedModel model) =>
        new("Model deleted successfully", model.Id, model.Item?.Id, model.FreedBytes);
}

/// <summary>What lies in the trash or the quarantine.</summary>
internal sealed record KeptListDocument(IReadOnlyList<KeptDocument> Items, int TotalCount, long TotalBytes)
{
    /// <summary>A page of them, or all; the totals are of all.</summary>
    public static KeptListDocument Of(IReadOnlyList<KeptItem> items, int? offset, int? limit) =>
        new(
            [.. Paging.Of(items, offset, limit).Select(KeptDocument.Of)],
            items.Count,
            items.Sum(item => item.SizeBytes)
        );
}

/// <summary>One model there.</summary>
/// <param name="Id">Names it when it is restored.</param>
/// <param name="Path">Where it was.</param>
/// <param name="At">When it was taken away, seconds since 1970.</param>
/// <param name="Reason">Why.</param>
/// <param name="SizeBytes">All its files.</param>
/// <param name="Files">Their names.</param>
internal sealed record KeptDocument(
    string Id,
    string Path,
    double At,
    string? Reason,
    long SizeBytes,
    IReadOnlyList<string> Files
)
{
    public static KeptDocument Of(KeptItem item) =>
        new(item.Id, item.Path, item.At.ToUnixTimeMilliseconds() / 1000.0, item.Reason, item.SizeBytes, item.Files);
}

/// <summary>Which ones; none means all where that makes sense.</summary>
internal sealed record KeptNames(IReadOnlyList<string>? Items);

/// <summary>What became of each.</summary>
internal sealed record KeptOutcomesDocument(IReadOnlyList<KeptOutcomeDocument> Items, long FreedBytes)
{
    public static KeptOutcomesDocument Of(IReadOnlyList<KeptOutcome> outcomes, bool frees) =>
        new(
            [.. outcomes.Select(KeptOutcomeDocument.Of)],
            frees ? outcomes.Where(one => one.Failure is null).Sum(one => one.Item?.SizeBytes ?? 0) : 0
        );
}

/// <summary>What became of one.</summary>
internal sealed record KeptOutcomeDocument(string Subject, KeptDocument? Item, string? Note, ErrorBody? Error)
{
    public static KeptOutcomeDocument Of(KeptOutcome outcome) =>
        new(
            outcome.Subject,
            outcome.Item is { } item ? KeptDocument.Of(item) : null,
            outcome.Note,
            outcome.Failure is { } failure ? ErrorDocument.From(failure).Error : null
        );
}

/// <summary>Why a model is put away.</summary>
internal sealed record QuarantineReason(string? Reason);

/// <summary>A model that was put away.</summary>
internal sealed record QuarantinedDocument(
    string Message,
    string ModelId,
    string Item,
    string? Reason,
    double Timestamp
);

/// <summary>What a verification is to read.</summary>
/// <param name="ModelIds">The models; none means all that are here.</param>
/// <param name="Quick">Sizes, times and headers only.</param>
internal sealed record VerifyQuestion(IReadOnlyList<string>? ModelIds, bool? Quick);

/// <summary>A job that was begun; <c>/api/jobs/{job_id}</c> tells how far it is and what came of it.</summary>
internal sealed record BegunJobDocument(string JobId, string Kind, string State);

/// <summary>What a scan found.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="ScanResult">In the description's words.</param>
internal sealed record ScanDocument(string ModelId, ScanResultDocument ScanResult);

/// <summary>What a scan found.</summary>
/// <param name="OverallStatus"><c>passed</c>, <c>warning</c>, <c>failed</c> or <c>unscanned</c>.</param>
/// <param name="Verdict"><c>clean</c>, <c>suspicious</c>, <c>dangerous</c>, <c>unreadable</c> or <c>unscanned</c>.</param>
/// <param name="ScanTimestamp">Seconds since 1970.</param>
/// <param name="Files">One per file.</param>
internal sealed record ScanResultDocument(
    string OverallStatus,
    string Verdict,
    double ScanTimestamp,
    IReadOnlyList<ScannedFileDocument> Files
);

/// <summary>What a scan found in one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Verdict">As of the model.</param>
/// <param name="Globals">What it would import: module, name, level.</param>
/// <param name="Messages">What a person should know.</param>
internal sealed record ScannedFileDocument(
    string Path,
    string Verdict,
    IReadOnlyList<IReadOnlyList<string>> Globals,
    IReadOnlyList<string> Messages
)
{
    public static ScannedFileDocument Of(ScannedFile file) =>
        new(
            file.Path,
            Word(file.Report?.Verdict ?? ScanVerdict.Unreadable),
            [
                .. (file.Report?.Globals ?? []).Select(one =>
                    (string[])[one.Module, one.Name, one.Level.ToString().ToLowerInvariant()]
                ),
            ],
            file.Failure is { } failure ? [failure.Message] : file.Report!.Messages
        );

    public static string Word(ScanVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
