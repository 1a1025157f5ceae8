using System.Net;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Keeping.Repairs;

/// <summary>
/// Makes a right copy of a damaged file: what is right of it is copied, what is wrong is asked for by its range. A server
/// that gives no ranges, or other bytes, makes it give up; the whole file is fetched then.
/// </summary>
internal sealed class BlockFetch(DownloadHttp http, TransferOptions options, TimeProvider time)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>The first and the last byte of each run of blocks that differ; a block that the file does not have differs.</summary>
    public static IReadOnlyList<(long From, long To)> RangesOf(
        IReadOnlyList<string> right,
        string blocks,
        long sizeBytes
    )
    {
        List<(long From, long To)> ranges = [];
        for (var i = 0; i < right.Count; i++)
        {
            var start = (long)i * FileHashes.BlockBytes;
            var isRight = blocks.Length >= (i + 1) * 8 && blocks.AsSpan(i * 8, 8).SequenceEqual(right[i]);
            if (isRight)
                continue;
            var end = Math.Min(start + FileHashes.BlockBytes, sizeBytes) - 1;
            if (ranges.Count > 0 && ranges[^1].To == start - 1)
                ranges[^1] = (ranges[^1].From, end);
            else
                ranges.Add((start, end));
        }

        return ranges;
    }

    /// <summary>Whether the copy is complete; whether it is right, the hash of the whole says.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<bool> TryMakeAsync(
        string damaged,
        string copy,
        long sizeBytes,
        IReadOnlyList<(long From, long To)> ranges,
        (ISource Source, RemoteFile File) origin,
        CancellationToken cancellationToken
    )
    {
        File.Copy(damaged, copy, overwrite: true);
        using var file = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.SetLength(file, sizeBytes);
        foreach (var (from, to) in ranges)
            if (!await TryFetchAsync(file, from, to, sizeBytes, origin, cancellationToken).ConfigureAwait(false))
                return false;
        RandomAccess.FlushToDisk(file);
        return true;
    }

    // One dropped connection is no reason to fetch gigabytes that are right; a server that gives other bytes is.
    private async Task<bool> TryFetchAsync(
        SafeFileHandle file,
        long from,
        long to,
        long sizeBytes,
        (ISource Source, RemoteFile File) origin,
        CancellationToken cancellationToken
    )
    {
        var failures = 0;
        while (true)
        {
            var (next, canGoOn) = await FetchOnceAsync(file, from, to, sizeBytes, origin, cancellationToken)
                .ConfigureAwait(false);
            if (next > to)
                return true;
            failures = next > from ? 1 : failures + 1;
            if (!canGoOn || failures >= options.MaxAttempts)
                return false;
            from = next;
            await Task.Delay(RetryPause.After(failures, options, Random.Shared), time, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>The first byte that is still missing, and whether it is worth asking again.</summary>
    private async Task<(long Next, bool CanGoOn)> FetchOnceAsync(
        SafeFileHandle file,
        long from,
        long to,
        long sizeBytes,
        (ISource Source, RemoteFile File) origin,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var stall = new StallTimer(options.StallTimeout, time);
            var question = new HttpQuestion
            {
                Address = origin.File.Address,
                From = from,
                To = to,
                TokenFor = origin.Source.TokenFor,
            };
            using var answer = await stall
                .WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken)
                .ConfigureAwait(false);
            if (!IsRange(answer.Response, from, to, sizeBytes))
                return (from, answer.Response is { } response && IsPassing(response.StatusCode));
            var stream = await answer.Response!.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            var buffer = new byte[BufferBytes];
            while (from <= to)
            {
                var wanted = (int)Math.Min(buffer.Length, to - from + 1);
                var read = await ReadAsync(stream, buffer.AsMemory(0, wanted), stall, cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                    break;
                await RandomAccess
                    .WriteAsync(file, buffer.AsMemory(0, read), from, cancellationToken)
                    .ConfigureAwait(false);
                from += read;
            }
        }
        catch (Exception ex) when (ex is HttpRequestException or StallException)
        {
            // It is asked again, or the whole file is fetched, which tells why when that fails too.
        }

        return (from, true);
    }

    // A connection that breaks off says so as a disk would; whoever reads from one has nothing to do with the disk.
    private static async Task<int> ReadAsync(
        Stream stream,
        Memory<byte> buffer,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stall
                .WatchAsync(token => stream.ReadAsync(buffer, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsRange(HttpResponseMessage? response, long from, long to, long sizeBytes) =>
        response is { StatusCode: HttpStatusCode.PartialContent }
        && response.Content.Headers.ContentRange is { From: var first, To: var last, Length: var whole }
        && (first, last) == (from, to)
        && (whole ?? sizeBytes) == sizeBytes;

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;
}
