using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>What follows the inspection of an archive: its models are published and recorded like downloaded ones.</summary>
internal sealed class ArchiveCompletion(
    InspectionGate gate,
    HeaderRouting routing,
    FileRecorder recorder,
    DownloadConversion conversion
)
{
    private readonly Unpacker _unpacker = new(gate);
    private readonly ArchivePublishing _publishing = new(routing);

    /// <summary>Whether it is worth a look; the bytes then decide.</summary>
    public static bool IsFor(PlannedFile plan) =>
        plan.Archives != ArchiveRule.Keep && ArchiveOffer.IsNamed(plan.Name, plan.File.FileType);

    /// <summary>Rows of the models; none when the archive stays packed, and then the note says why.</summary>
    /// <param name="plan">The plan of the archive.</param>
    /// <param name="item">Its row so far.</param>
    /// <param name="result">Its transfer.</param>
    /// <param name="verdict">Its verification, which holds for what is in it.</param>
    /// <param name="cancellationToken">Stops it before the first model has its name, and not after.</param>
    public async Task<(IReadOnlyList<DownloadItem> Items, string? Note)> RunAsync(
        PlannedFile plan,
        DownloadItem item,
        TransferResult result,
        VerificationVerdict verdict,
        CancellationToken cancellationToken
    )
    {
        var outcome = await _unpacker.RunAsync(plan, result.PartPath, cancellationToken).ConfigureAwait(false);
        if (outcome.Failure is { } failure)
            return (
                [
                    failure.Code is FailureCode.Verification or FailureCode.Policy
                        ? RejectedPart.Keep(plan, item, result.PartPath, failure)
                        : DownloadItems.Stopped(item, failure),
                ],
                null
            );
        if (outcome.Models.Count == 0)
            return ([], outcome.Note);
        List<DownloadItem> rows = [];
        try
        {
            var (models, unpublished) = await _publishing
                .RunAsync(plan, outcome.Models, cancellationToken)
                .ConfigureAwait(false);
            if (unpublished is not null)
                return ([DownloadItems.Stopped(item, unpublished)], null);
            foreach (var model in models)
                rows.Add(
                    await RecordAsync(plan, item, model, outcome, verdict, cancellationToken).ConfigureAwait(false)
                );
        }
        finally
        {
            Unpacker.Remove(outcome.Models);
        }

        // The bytes came over the network once.
        rows[0] = rows[0] with
        {
            TransferredBytes = result.TransferredBytes,
        };
        if (plan.Archives == ArchiveRule.Unpack && rows.TrueForAll(row => row.Failure is null))
        {
            File.Delete(result.PartPath);
            PartJournal.Delete(result.PartPath);
        }

        return (rows, null);
    }

    private async Task<DownloadItem> RecordAsync(
        PlannedFile plan,
        DownloadItem item,
        PublishedModel done,
        UnpackOutcome outcome,
        VerificationVerdict verdict,
        CancellationToken cancellationToken
    )
    {
        var (model, own, published) = done;
        // Size, hashes and format of the source's record are the archive's.
        var file = plan.File with
        {
            Hashes = ExpectedHashes.None,
            SizeBytes = null,
            Format = null,
        };
        var record = new RecordedFile(file, published.Path!)
        {
            Hashes = model.Hashes,
            Root = plan.Root,
            VerifiedBy = verdict.VerifiedBy,
            Inspection = model.Inspection?.Record,
            Sidecars = plan.Sidecars,
            WantsPreview = plan.WantsPreview,
            UnpackedFrom = new UnpackedFrom(plan.Name, item.Sha256!, outcome.Models.Count),
        };
        var (sidecar, note) = await recorder.RecordAsync(record, cancellationToken).ConfigureAwait(false);
        var converted = await conversion.RunAsync(plan, published.Path!, cancellationToken).ConfigureAwait(false);
        return item with
        {
            State =
                published.Ending == PublishEnding.AlreadyThere ? DownloadState.AlreadyPresent : DownloadState.Completed,
            File = Path.GetFileName(published.Path),
            Path = published.Path,
            SizeBytes = model.Hashes.SizeBytes,
            TransferredBytes = 0,
            Sha256 = model.Hashes.Sha256,
            VerifiedBy = verdict.VerifiedBy,
            Sidecar = sidecar,
            Reason = Sentences.Join(
                $"taken out of {plan.Name}",
                own.Note,
                verdict.Message,
                outcome.Note,
                model.Inspection?.Note,
                published.Note,
                note,
                converted
            ),
        };
    }
}
