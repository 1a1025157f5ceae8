using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>
/// Brings a file of this machine into its part: shared blocks where the file system can, else a copy. The part is hashed
/// itself, so that what is verified is what was written.
/// </summary>
internal sealed class FileCopy(TimeProvider time)
{
    private const int BlockBytes = 1 << 20;

    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
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
            await BringAsync(request, new ProgressMeter(request.Name, progress, time), cancellationToken)
                .ConfigureAwait(false);
            var hashes = await FileHashing
                .ComputeAsync(request.PartPath, request.Hashes, progress: null, cancellationToken)
                .ConfigureAwait(false);
            var outcome = TransferOutcome.Completed(ResultOf(request, hashes), claim);
            claim = null;
            return outcome;
        }
        catch (OperationCanceledException)
        {
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

    private static async Task BringAsync(
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
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            useAsync: true
        );
        await using var __ = part.ConfigureAwait(false);
        meter.Total = source.Length;
        if (!Reflink.TryClone(source.SafeFileHandle, part.SafeFileHandle))
            await CopyAsync(source, part, meter, cancellationToken).ConfigureAwait(false);
        meter.At(source.Length);
    }

    private static async Task CopyAsync(
        FileStream source,
        FileStream part,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        var block = new byte[BlockBytes];
        long done = 0;
        int read;
        while ((read = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await part.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            meter.At(done += read);
        }
    }

    private static TransferResult ResultOf(TransferRequest request, FileHashes hashes) =>
        new()
        {
            PartPath = request.PartPath,
            SizeBytes = hashes.SizeBytes,
            Address = request.Address,
            TransferredBytes = hashes.SizeBytes,
            Hashes = hashes,
        };

    private static Failure InFlight(TransferRequest request) =>
        new(
            FailureCode.Conflict,
            $"{request.Name} is already being copied to {request.PartPath} by another process. Wait for it to end, or stop it.",
            IsRetryable: true
        );
}
