using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>
/// Brings one file into its part: asks, reads, writes and hashes at once, and goes on where it stopped after every
/// interruption, in this run or a later one.
/// </summary>
public sealed class FileTransfer(DownloadHttp http, TransferOptions options, TimeProvider time)
{
    /// <summary>Runs until the part is complete or nothing more can be done; dispose the outcome after publishing.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the part can be resumed.</exception>
    public async Task<TransferOutcome> RunAsync(
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        PartClaim? claim = null;
        try
        {
            claim = PartClaim.TryTake(request.PartPath);
            if (claim is null)
            {
                return TransferOutcome.Stopped(TransferEnding.InFlight, InFlight(request));
            }

            var end = await RunClaimedAsync(request, progress, cancellationToken).ConfigureAwait(false);
            if (end.Result is null)
            {
                return TransferOutcome.Stopped(end.Ending, end.Failure!, end.TransferredBytes);
            }

            var outcome = TransferOutcome.Completed(end.Result, claim);
            claim = null;
            return outcome;
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return TransferOutcome.Stopped(TransferEnding.Failed, DiskFailures.From(exception, request.PartPath));
        }
        finally
        {
            claim?.Dispose();
        }
    }

    private async Task<TransferEnd> RunClaimedAsync(
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var part = PartFile.Open(request.PartPath, request.Hashes, time.GetUtcNow());
        using var meter = new ProgressMeter(request.Name, progress, time);
        TransferEnd? end = null;
        try
        {
            end = await RunAsync(new TransferContext(http, options, time, request, part, meter), cancellationToken)
                .ConfigureAwait(false);
            return end;
        }
        finally
        {
            if (end?.Result is null)
            {
                part.RemoveIfEmpty();
            }
        }
    }

    /// <summary>One address after the other, until one gives the file; all fill the same part.</summary>
    private static async Task<TransferEnd> RunAsync(TransferContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Uri[] addresses = [request.Address, .. request.Mirrors];
        for (var i = 0; ; i++)
        {
            var asked = request with { Address = addresses[i], Mirrors = [.. addresses.Where((_, j) => j != i)] };
            var end = await new TransferRun(context with { Request = asked })
                .RunAsync(cancellationToken)
                .ConfigureAwait(false);
            if (end.Result is not null || end.Failure?.Code == FailureCode.Disk || i == addresses.Length - 1)
            {
                return end;
            }

            context.Meter.Note($"{end.Failure!.Message} Going on at {SafeText.Address(addresses[i + 1])}.");
        }
    }

    private static Failure InFlight(TransferRequest request)
    {
        var owner = PartJournal.Find(request.PartPath)?.OwnerId;
        var who = owner is null ? "another process" : $"process {owner}";
        return new Failure(
            FailureCode.Conflict,
            $"{request.Name} is already in flight: {who} is downloading it to {request.PartPath}. Wait for it to end, or stop it.",
            IsRetryable: true
        );
    }
}
