using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>Makes the rows of a download's outcome.</summary>
internal static class DownloadItems
{
    public static readonly Failure Cancelled = new(
        FailureCode.Cancelled,
        "Stopped; what arrived is kept, and the same command goes on from it.",
        IsRetryable: true
    );

    /// <summary>An item that got nowhere.</summary>
    public static DownloadItem From(Reference reference, Failure failure) => From(reference.Text, failure);

    /// <summary>The same, named by its text or its place in a list.</summary>
    public static DownloadItem From(string reference, Failure failure) =>
        new()
        {
            Reference = reference,
            State = StateOf(failure.Code),
            Reason = failure.Message,
            Failure = failure,
        };

    /// <summary>The rows, each followed by those of further files that came out of the same one.</summary>
    public static IReadOnlyList<DownloadItem> WithFurther(IEnumerable<DownloadItem> items) =>
        [.. items.SelectMany(item => item.Further.Prepend(item))];

    /// <summary>A folder without all its files is no model, so it does not get what would make it one.</summary>
    public static DownloadItem Skipped(Reference reference, RemoteFile file, int failed) =>
        new()
        {
            Reference = reference.Text,
            State = DownloadState.Skipped,
            File = file.Name,
            SizeBytes = file.SizeBytes,
            Reason =
                $"{file.Name} makes the folder a model and waits for the {failed} {(failed == 1 ? "file" : "files")} that failed; the same command goes on.",
        };

    /// <summary>An item as planned.</summary>
    public static DownloadItem From(PlannedFile plan)
    {
        var item = new DownloadItem
        {
            Reference = plan.Reference.Text,
            State = DownloadState.Planned,
            File = plan.Name,
            Path = plan.FreePath ?? plan.TargetPath,
            SizeBytes = plan.File.SizeBytes,
            Sha256 = plan.File.Hashes.Sha256,
            Remote = plan.File,
            Reason = plan.Note,
        };
        return plan switch
        {
            { Refusal: { } refusal } => item with
            {
                State = DownloadState.Refused,
                Reason = refusal.Message,
                Failure = refusal,
            },
            { Skip: { } skip } => item with { State = DownloadState.Skipped, Reason = skip, Sha256 = null },
            { UnpackedBefore: { } models } => item with
            {
                State = DownloadState.AlreadyPresent,
                File = Path.GetFileName(models[0]),
                Path = models[0],
                SizeBytes = null,
                Sha256 = null,
                Reason =
                    $"taken out of {plan.Name} before: {string.Join(", ", models.Select(model => Path.GetFileName(model)))}",
            },
            { Present: { } present } => item with
            {
                State = DownloadState.AlreadyPresent,
                Path = present.Path,
                SizeBytes = present.SizeBytes,
                Sha256 = present.Sha256,
                VerifiedBy = plan.File.Hashes.Sha256 is null ? "none" : "sha256",
            },
            _ => item,
        };
    }

    /// <summary>The item of a plan that could not be carried out; no hash was computed, so none is told.</summary>
    public static DownloadItem From(PlannedFile plan, Failure failure) =>
        Stopped(From(plan) with { Sha256 = null }, failure);

    /// <summary>An item that went so far and no further.</summary>
    public static DownloadItem Stopped(DownloadItem item, Failure failure) =>
        item with
        {
            State = StateOf(failure.Code),
            Reason = failure.Message,
            Failure = failure,
        };

    // Nothing was broken and nothing was done: by a rule, for want of a key, or because the place is taken.
    private static DownloadState StateOf(FailureCode code) =>
        code switch
        {
            FailureCode.Policy or FailureCode.Auth or FailureCode.Conflict => DownloadState.Refused,
            FailureCode.Cancelled => DownloadState.Cancelled,
            _ => DownloadState.Failed,
        };
}
