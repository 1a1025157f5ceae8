using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Downloads;

/// <summary>What follows the last byte: verify → inspect → publish → record; no stage is skipped.</summary>
internal sealed class FileCompletion(
    InspectionGate gate,
    HeaderRouting routing,
    FileRecorder recorder,
    DownloadConversion conversion
)
{
    private readonly ArchiveCompletion _archives = new(gate, routing, recorder, conversion);

    /// <exception cref="OperationCanceledException">Cancelled before the file had its name; the part is kept.</exception>
    public async Task<DownloadItem> CompleteAsync(
        PlannedFile plan,
        TransferResult result,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        plan = WithAnnouncedName(plan, result.AnnouncedName);
        var item = ItemOf(plan, result);
        if (plan.FindNameRefusal() is { } misnamed)
            return RejectedPart.Keep(plan, item, result.PartPath, misnamed);
        Enter(DownloadStage.Verify);
        var verdict = await Verifier
            .VerifyAsync(result.PartPath, result.Hashes, plan.File.Hashes, plan.File.SizeBytes, cancellationToken)
            .ConfigureAwait(false);
        if (verdict.Failure is { } unverified)
            return RejectedPart.Keep(plan, item, result.PartPath, unverified);
        Enter(DownloadStage.Inspect);
        var inspection = await gate.CheckAsync(result.PartPath, plan, cancellationToken).ConfigureAwait(false);
        if (inspection.Failure is { } unusable)
            return RejectedPart.Keep(plan, item, result.PartPath, unusable);
        var (models, packed) = ArchiveCompletion.IsFor(plan)
            ? await _archives.RunAsync(plan, item, result, verdict, cancellationToken).ConfigureAwait(false)
            : ([], null);
        if (models.Count > 0 && (plan.Archives == ArchiveRule.Unpack || models.Any(model => model.Failure is not null)))
            return models[0] with { Further = [.. models.Skip(1)] };
        plan = routing.Route(plan, result.PartPath);
        Enter(DownloadStage.Publish);
        var published = await Publisher
            .PublishAsync(PublishRequestFor(plan, result), cancellationToken)
            .ConfigureAwait(false);
        if (published.Failure is { } failure)
            return DownloadItems.Stopped(item, failure);
        progress?.Report(ProgressIn(DownloadStage.Record));
        var (sidecar, note) = await recorder
            .RecordAsync(
                RecordOf(plan, result, published.Path!, verdict) with
                {
                    Inspection = inspection.Record,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        var converted = await conversion.RunAsync(plan, published.Path!, cancellationToken).ConfigureAwait(false);
        return item with
        {
            State =
                published.Ending == PublishEnding.AlreadyThere ? DownloadState.AlreadyPresent : DownloadState.Completed,
            File = Path.GetFileName(published.Path),
            Path = published.Path,
            VerifiedBy = verdict.VerifiedBy,
            Sidecar = sidecar,
            Further = models,
            Reason = Sentences.Join(
                plan.Note,
                verdict.Message,
                inspection.Note,
                packed,
                published.Note,
                note,
                converted
            ),
        };

        void Enter(DownloadStage stage)
        {
            progress?.Report(ProgressIn(stage));
            cancellationToken.ThrowIfCancellationRequested();
        }

        DownloadProgress ProgressIn(DownloadStage stage) => new(plan.Name, stage, result.SizeBytes, result.SizeBytes);
    }

    /// <summary>The record of an equal file that was there before.</summary>
    public async Task<DownloadItem> RecordPresentAsync(
        PlannedFile plan,
        PresentFile present,
        CancellationToken cancellationToken
    )
    {
        var record = new RecordedFile(plan.File, present.Path)
        {
            Hashes = new FileHashes { SizeBytes = present.SizeBytes, Sha256 = present.Sha256 },
            Root = plan.Root,
            VerifiedBy = plan.File.Hashes.Sha256 is null ? "none" : "sha256",
            WasFetched = false,
            Sidecars = plan.Sidecars,
            WantsPreview = plan.WantsPreview,
        };
        var (sidecar, note) = await recorder.RecordAsync(record, cancellationToken).ConfigureAwait(false);
        if (!File.Exists(plan.PartPath))
            PartJournal.Delete(plan.PartPath);
        return DownloadItems.From(plan) with
        {
            File = Path.GetFileName(present.Path),
            Sidecar = sidecar,
            Reason = note,
        };
    }

    private static DownloadItem ItemOf(PlannedFile plan, TransferResult result) =>
        DownloadItems.From(plan) with
        {
            SizeBytes = result.SizeBytes,
            TransferredBytes = result.TransferredBytes,
            Sha256 = result.Hashes.Sha256,
        };

    // The server's word counts only where the source gave no name, and only as one plain component.
    private static PlannedFile WithAnnouncedName(PlannedFile plan, string? announced) =>
        !plan.IsNameFinal && FileNames.IsSafeComponent(announced)
            ? plan with
            {
                Name = FileNames.Clean(announced!),
                IsNameFinal = true,
            }
            : plan;

    private static PublishRequest PublishRequestFor(PlannedFile plan, TransferResult result) =>
        new()
        {
            PartPath = result.PartPath,
            TargetPath = plan.TargetPath,
            Root = plan.Folder,
            Sha256 = result.Hashes.Sha256!,
            OnConflict = plan.OnConflict,
            Distinction = plan.File.VersionId?.ToString(),
        };

    private static RecordedFile RecordOf(
        PlannedFile plan,
        TransferResult result,
        string path,
        VerificationVerdict verdict
    ) =>
        new(plan.File, path)
        {
            Root = plan.Root,
            Hashes = result.Hashes,
            VerifiedBy = verdict.VerifiedBy,
            Sidecars = plan.Sidecars,
            WantsPreview = plan.WantsPreview,
        };
}
