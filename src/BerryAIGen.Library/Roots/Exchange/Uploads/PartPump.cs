using System.Collections.Concurrent;
using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange.Uploads;

/// <summary>Reads a file from its front, part by part, and sends several parts at once.</summary>
internal sealed class PartPump(
    S3Uploads uploads,
    S3Place place,
    BegunUpload upload,
    int connections,
    IReadOnlyList<SpeedLimit> limits,
    ProgressMeter meter
)
{
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly ConcurrentDictionary<int, string> _tags = new();
    private long _done;
    private long _sent;

    /// <summary>Sends what is not there.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="size">How long it is.</param>
    /// <param name="there">The parts that an earlier run sent; each is read and compared, none is believed.</param>
    /// <param name="cancellationToken">Stops; what arrived stays at the server.</param>
    public async Task<SentParts> RunAsync(
        IRootBytes bytes,
        long size,
        IReadOnlyDictionary<int, S3Part> there,
        CancellationToken cancellationToken
    )
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var turns = new SemaphoreSlim(connections);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> running = [];
        try
        {
            var number = 0;
            for (var offset = 0L; offset < size; offset += upload.PartBytes)
            {
                number++;
                await turns.WaitAsync(stop.Token).ConfigureAwait(false);
                var length = (int)Math.Min(upload.PartBytes, size - offset);
                var buffer = _free.TryTake(out var used) ? used : new byte[upload.PartBytes];
                await bytes.ReadAsync(offset, buffer.AsMemory(0, length), stop.Token).ConfigureAwait(false);
                sha256.AppendData(buffer, 0, length);
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(SendAsync(number, buffer, length, there.GetValueOrDefault(number), turns, stop));
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await EndAsync(running, cancellationToken).ConfigureAwait(false);
            throw;
        }

        return new SentParts(Convert.ToHexStringLower(sha256.GetHashAndReset()), _tags, _sent);
    }

    private async Task SendAsync(
        int number,
        byte[] buffer,
        int length,
        S3Part? there,
        SemaphoreSlim turns,
        CancellationTokenSource stop
    )
    {
        try
        {
            // The processor's work beside the reading of the next part.
            var body = await Task.Run(() => new S3Body(buffer, length), stop.Token).ConfigureAwait(false);
            if (there is not null && there.SizeBytes == length && body.IsTag(there.Tag))
            {
                _tags[number] = there.Tag;
            }
            else
            {
                foreach (var limit in limits)
                    await limit.PassAsync(length, stop.Token).ConfigureAwait(false);
                _tags[number] = await uploads
                    .PutPartAsync(place, upload.Id, number, body, stop.Token)
                    .ConfigureAwait(false);
                Interlocked.Add(ref _sent, length);
            }

            meter.At(Interlocked.Add(ref _done, length));
            _free.Add(buffer);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    // The first that failed is the reason; the others were only stopped by it.
    private static async Task EndAsync(List<Task> running, CancellationToken cancellationToken)
    {
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (running.Find(task => task.IsFaulted) is { } failed)
            await failed.ConfigureAwait(false);
    }
}

/// <summary>What a pump sent.</summary>
/// <param name="Sha256">Of everything that was read.</param>
/// <param name="Tags">The server's tags by number.</param>
/// <param name="Bytes">What was sent now.</param>
internal sealed record SentParts(string Sha256, IReadOnlyDictionary<int, string> Tags, long Bytes);
