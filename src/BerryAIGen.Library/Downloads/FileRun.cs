using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>Carries out the plan of one file: its transfer, once more from zero when old bytes were wrong, and what follows.</summary>
internal sealed class FileRun(FileTransfer transfer, FileCompletion completion, TimeProvider time)
{
    public async Task<DownloadItem> RunAsync(
        PlannedFile plan,
        ISource source,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (plan.Refusal is not null || plan.Skip is not null || plan.Present is { IsReadOnly: true })
            return DownloadItems.From(plan);
        if (plan.Present is not null)
            return await completion.RecordPresentAsync(plan, plan.Present, cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(plan.PartPath)!);
            var (reservation, noSpace) = await SpaceReservation
                .TakeAsync(plan, time, cancellationToken)
                .ConfigureAwait(false);
            using var reserved = reservation;
            if (noSpace is not null)
                return DownloadItems.From(plan, noSpace);
            var (item, wasResumed) = await AttemptAsync(plan, source, progress, cancellationToken)
                .ConfigureAwait(false);
            if (!wasResumed || item.Failure?.Code != FailureCode.Verification)
                return item;
            // The wrong bytes may be those of the earlier run; only a run of its own can blame the source.
            const string note = "The bytes of an earlier run were wrong; starting from zero.";
            progress?.Report(new DownloadProgress(plan.Name, DownloadStage.Transfer, 0, plan.File.SizeBytes, note));
            (item, _) = await AttemptAsync(plan, source, progress, cancellationToken).ConfigureAwait(false);
            return item;
        }
        catch (Exception problem)
        {
            return DownloadItems.From(plan, RunFailures.From(problem, plan.TargetPath, cancellationToken));
        }
    }

    private async Task<(DownloadItem Item, bool WasResumed)> AttemptAsync(
        PlannedFile plan,
        ISource source,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var outcome = await transfer
            .RunAsync(RequestFor(plan, source), progress, cancellationToken)
            .ConfigureAwait(false);
        if (outcome.Result is { } result)
        {
            var item = await completion.CompleteAsync(plan, result, progress, cancellationToken).ConfigureAwait(false);
            return (item, result.TransferredBytes < result.SizeBytes);
        }

        var failure = outcome.Failure!;
        // Only the source can tell a refused or missing key from what no key is allowed.
        if (failure.Code is FailureCode.Auth or FailureCode.Policy)
            failure = await source.FindAuthReasonAsync(plan.File, cancellationToken).ConfigureAwait(false) ?? failure;
        return (DownloadItems.From(plan, failure) with { TransferredBytes = outcome.TransferredBytes }, false);
    }

    private static TransferRequest RequestFor(PlannedFile plan, ISource source) =>
        new()
        {
            Address = plan.File.Address,
            Name = plan.Name,
            PartPath = plan.PartPath,
            SizeBytes = plan.File.SizeBytes,
            CheckSpace = size => FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, size, plan.FloorBytes),
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
}
