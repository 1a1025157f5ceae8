using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>
/// Brings a file of this machine into its part: shared blocks where the file system can, else a copy, which goes on where an
/// earlier one was killed. The part is hashed itself, so that what is verified is what was written.
/// </summary>
internal sealed class FileCopy(TimeProvider time)
{
    private const int BlockBytes = 1 << 20;

    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind, unless it is to stay.</exception>
    public async Task<TransferOutcome> RunAsync(
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var claim = PartClaim.TryTake(request.PartPath);
        if (claim is null)
            return TransferOutcome.Stopped(TransferEnding.InFlight, InFlight(request));
        try
        {
            using var meter = new ProgressMeter(request.Name, progress, time);
            var result = await CopyAsync(request, meter, cancellationToken).ConfigureAwait(false);
            var outcome = TransferOutcome.Completed(result, claim);
            claim = null;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            if (!request.KeepsStopped)
                File.Delete(request.PartPath);
            throw;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return TransferOutcome.Stopped(TransferEnding.Failed, DiskFailures.From(ex, request.PartPath));
        }
        finally
        {
            claim?.Dispose();
        }
    }

    private static async Task<TransferResult> CopyAsync(
        TransferRequest request,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        var kept = await BringAsync(request, meter, cancellationToken).ConfigureAwait(false);
        var hashes = await HashAsync(request, cancellationToken).ConfigureAwait(false);
        if (kept > 0 && !hashes.Sha256!.Equals(request.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            // The machine went down before all of it was on the disk, or the original became another one.
            meter.Note($"What an earlier run copied of {request.Name} is no beginning of it; it is copied anew.");
            File.Delete(request.PartPath);
            kept = await BringAsync(request, meter, cancellationToken).ConfigureAwait(false);
            hashes = await HashAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return new TransferResult
        {
            PartPath = request.PartPath,
            SizeBytes = hashes.SizeBytes,
            Address = request.Address,
            TransferredBytes = hashes.SizeBytes - kept,
            Hashes = hashes,
        };
    }

    private static Task<FileHashes> HashAsync(TransferRequest request, CancellationToken cancellationToken) =>
        FileHashing.ComputeAsync(
            request.PartPath,
            request.Hashes | HashKinds.Sha256,
            progress: null,
            cancellationToken
        );

    /// <returns>How many bytes an earlier run had copied.</returns>
    private static async Task<long> BringAsync(
        TransferRequest request,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        var source = new FileStream(
            request.Address.LocalPath,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            bufferSize: 0,
            useAsync: true
        );
        await using var _ = source.ConfigureAwait(false);
        var part = new FileStream(
            request.PartPath,
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            useAsync: true
        );
        await using var __ = part.ConfigureAwait(false);
        meter.Total = source.Length;
        var kept = KeptOf(request, part.Length, source.Length);
        part.SetLength(kept);
        if (kept > 0)
        {
            part.Position = source.Position = kept;
            meter.Note($"The copy of {request.Name} goes on at byte {kept} of {source.Length}.");
        }

        if (kept > 0 || !Reflink.TryClone(source.SafeFileHandle, part.SafeFileHandle))
            await CopyAsync(source, part, meter, cancellationToken).ConfigureAwait(false);
        meter.At(source.Length);
        return kept;
    }

    // What has a journal came over the network, and may have gaps.
    private static long KeptOf(TransferRequest request, long there, long size) =>
        request.Sha256 is null || there > size || PartJournal.Exists(request.PartPath) ? 0 : there;

    private static async Task CopyAsync(
        FileStream source,
        FileStream part,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        var block = new byte[BlockBytes];
        var done = source.Position;
        int read;
        while ((read = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await part.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            meter.At(done += read);
        }
    }

    private static Failure InFlight(TransferRequest request) =>
        new(
            FailureCode.Conflict,
            $"{request.Name} is already being copied to {request.PartPath} by another process. Wait for it to end, or stop it.",
            IsRetryable: true
        );
}
