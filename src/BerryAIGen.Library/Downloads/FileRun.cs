using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>Carries out the plan of one file: transfer → verify → inspect → publish → record; no stage is skipped.</summary>
internal sealed class FileRun(FileTransfer transfer, FileRecorder recorder)
{
    public async Task<DownloadItem> RunAsync(
        PlannedFile plan,
        ISource source,
        bool wantsPreview,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (plan.Refusal is not null)
            return DownloadItems.From(plan);
        if (plan.Present is not null)
            return await RecordPresentAsync(plan, plan.Present, wantsPreview, cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(plan.PartPath)!);
            var (item, wasResumed) = await AttemptAsync(plan, source, wantsPreview, progress, cancellationToken)
                .ConfigureAwait(false);
            if (!wasResumed || item.Failure?.Code != FailureCode.Verification)
                return item;
            // The wrong bytes may be those of the earlier run; only a run of its own can blame the source.
            const string note = "The bytes of an earlier run were wrong; starting from zero.";
            progress?.Report(new DownloadProgress(plan.Name, DownloadStage.Transfer, 0, plan.File.SizeBytes, note));
            (item, _) = await AttemptAsync(plan, source, wantsPreview, progress, cancellationToken)
                .ConfigureAwait(false);
            return item;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return DownloadItems.From(plan, DownloadItems.Cancelled);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return DownloadItems.From(plan, DiskFailures.From(ex, plan.TargetPath));
        }
    }

    private async Task<(DownloadItem Item, bool WasResumed)> AttemptAsync(
        PlannedFile plan,
        ISource source,
        bool wantsPreview,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var outcome = await transfer
            .RunAsync(RequestFor(plan, source), progress, cancellationToken)
            .ConfigureAwait(false);
        if (outcome.Result is { } result)
        {
            var item = await FinishAsync(plan, result, wantsPreview, progress, cancellationToken).ConfigureAwait(false);
            return (item, result.TransferredBytes < result.SizeBytes);
        }

        var failure = outcome.Failure!;
        // Only the source can tell a refused or missing key from what no key is allowed.
        if (failure.Code is FailureCode.Auth or FailureCode.Policy)
            failure = await source.FindAuthReasonAsync(plan.File, cancellationToken).ConfigureAwait(false) ?? failure;
        return (DownloadItems.From(plan, failure), false);
    }

    private static TransferRequest RequestFor(PlannedFile plan, ISource source) =>
        new()
        {
            Address = plan.File.Address,
            Name = plan.Name,
            PartPath = plan.PartPath,
            SizeBytes = plan.File.SizeBytes,
            CheckSpace = size => FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, size),
            Hashes = Verifier.NeededFor(plan.File.Hashes),
            KeyVariable = source.KeyVariable,
            TokenFor = address => source.TokenFor(address) ?? OwnToken(plan.Reference, address),
        };

    // A token that was pasted with an address goes to that address's host and to no other.
    private static string? OwnToken(Reference reference, Uri address) =>
        reference.Url is { } url
        && Uri.Compare(
            url,
            address,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
            ? reference.Token
            : null;

    private async Task<DownloadItem> FinishAsync(
        PlannedFile plan,
        TransferResult result,
        bool wantsPreview,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        plan = WithAnnouncedName(plan, result.AnnouncedName);
        var item = DownloadItems.From(plan) with
        {
            SizeBytes = result.SizeBytes,
            TransferredBytes = result.TransferredBytes,
            Sha256 = result.Hashes.Sha256,
        };
        Report(DownloadStage.Verify);
        var verdict = await Verifier
            .VerifyAsync(result.PartPath, result.Hashes, plan.File.Hashes, plan.File.SizeBytes, cancellationToken)
            .ConfigureAwait(false);
        if (verdict.Failure is { } unverified)
            return RejectedPart.Keep(item, result.PartPath, unverified);
        Report(DownloadStage.Inspect);
        var inspection = await Inspector
            .InspectAsync(result.PartPath, plan.Name, cancellationToken)
            .ConfigureAwait(false);
        if (inspection.Failure is { } unusable)
            return RejectedPart.Keep(item, result.PartPath, unusable);
        Report(DownloadStage.Publish);
        var published = await Publisher
            .PublishAsync(PublishRequestFor(plan, result), cancellationToken)
            .ConfigureAwait(false);
        if (published.Failure is { } failure)
            return item with { State = DownloadState.Failed, Reason = failure.Message, Failure = failure };
        Report(DownloadStage.Record);
        // The file has its name: stopping now would only lose its record.
        var (sidecar, note) = await recorder
            .RecordAsync(
                plan.File,
                published.Path!,
                result.Hashes,
                verdict.VerifiedBy,
                wantsPreview,
                CancellationToken.None
            )
            .ConfigureAwait(false);
        return item with
        {
            State =
                published.Ending == PublishEnding.AlreadyThere ? DownloadState.AlreadyPresent : DownloadState.Completed,
            File = Path.GetFileName(published.Path),
            Path = published.Path,
            VerifiedBy = verdict.VerifiedBy,
            Sidecar = sidecar,
            Reason = Sentence(plan.Note, verdict.Message, inspection.Note, published.Note, note),
        };

        void Report(DownloadStage stage) =>
            progress?.Report(new DownloadProgress(plan.Name, stage, result.SizeBytes, result.SizeBytes));
    }

    private async Task<DownloadItem> RecordPresentAsync(
        PlannedFile plan,
        PresentFile present,
        bool wantsPreview,
        CancellationToken cancellationToken
    )
    {
        var hashes = new FileHashes { SizeBytes = present.SizeBytes, Sha256 = present.Sha256 };
        var (sidecar, note) = await recorder
            .RecordAsync(plan.File, present.Path, hashes, "sha256", wantsPreview, cancellationToken)
            .ConfigureAwait(false);
        return DownloadItems.From(plan) with
        {
            File = Path.GetFileName(present.Path),
            Sidecar = sidecar,
            Reason = note,
        };
    }

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
            Distinction = plan.File.VersionId?.ToString(),
        };

    private static string? Sentence(params ReadOnlySpan<string?> notes)
    {
        List<string> said = [];
        foreach (var note in notes)
        {
            if (!string.IsNullOrEmpty(note))
                said.Add(note.TrimEnd('.'));
        }

        return said.Count == 0 ? null : string.Join("; ", said);
    }
}
