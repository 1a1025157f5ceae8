using System.Globalization;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Pictures.Remote;

/// <summary>
/// Pictures of models at the sources, fetched for a page that may ask this server alone. No key goes along, and what was
/// fetched is kept in the cache folder for the next one who asks.
/// </summary>
public sealed class RemotePictures : IDisposable
{
    private const int MostBytes = 20 << 20;
    private const long MostKept = 512L << 20;
    private const int AtOnce = 8;

    // Somebody looks at the page; what takes longer he scrolls past.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly CachedFiles? _files;
    private readonly PictureHosts _hosts;
    private readonly Func<DownloadHttp> _http;
    private readonly TimeSpan _stall;
    private readonly TimeProvider _time;
    private readonly KeyedTurns _turns = new();
    private readonly SemaphoreSlim _connections = new(AtOnce);

    internal RemotePictures(
        LibraryOptions options,
        Func<DownloadHttp> http,
        TransferOptions transfers,
        TimeProvider time
    )
    {
        _files = options.CacheFolder is { } cache
            ? new CachedFiles(Path.Combine(cache, "remote-pictures"), ".media", MostKept, time)
            : null;
        (_hosts, _http, _stall, _time) = (new PictureHosts(options), http, transfers.StallTimeout, time);
    }

    /// <summary>What an address is called here: another text for every picture. Pictures of sources never change.</summary>
    /// <param name="address">As somebody sent it.</param>
    /// <exception cref="LibraryException">It is no address, or of no host of the sources.</exception>
    public string MarkOf(string address) => CachedFiles.KeyOf(_hosts.Read(address).AbsoluteUri);

    /// <summary>The picture or video, opened; the same address is fetched once, however many ask.</summary>
    /// <param name="address">As somebody sent it.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="LibraryException">It may not be fetched, does not come, or is no picture.</exception>
    public async Task<OpenedPicture> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var picture = _hosts.Read(address);
        if (_files is null)
            throw new LibraryException(
                FailureCode.Disk,
                "There is no folder for pictures that are fetched: set XDG_CACHE_HOME or HOME."
            );
        var key = CachedFiles.KeyOf(picture.AbsoluteUri);
        if (Known(key) is { } known)
            return known;
        using var turn = await _turns.TakeAsync(key, cancellationToken).ConfigureAwait(false);
        if (Known(key) is { } fetched)
            return fetched;
        await _connections.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Keep(_files, key, await FetchAsync(picture, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _connections.Release();
        }

        return Known(key)
            ?? throw new LibraryException(FailureCode.Disk, "The picture that was fetched is gone; ask again.");
    }

    public void Dispose() => _connections.Dispose();

    private OpenedPicture? Known(string key)
    {
        if (_files!.Open(key) is not { } file)
            return null;
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (TypeOf(head[..read]) is { } type)
            return new OpenedPicture(file, type, File.GetLastWriteTimeUtc(file.Name));
        file.Dispose();
        return null;
    }

    private async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Longest, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await AskAsync(address, both.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or StallException)
        {
            throw new LibraryException(
                new Failure(
                    FailureCode.Network,
                    $"{address.Host} did not send the picture: {SafeText.Mask(problem.Message.TrimEnd('.'))}.",
                    IsRetryable: true
                ),
                problem
            );
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LibraryException(
                new Failure(
                    FailureCode.Network,
                    $"{address.Host} takes longer than {Longest.TotalSeconds:0} seconds for the picture.",
                    IsRetryable: true
                ),
                late
            );
        }
    }

    private async Task<byte[]> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var stall = new StallTimer(_stall, _time);
        var question = new HttpQuestion { Address = address, RefuseHop = _hosts.Refuse };
        using var answer = await stall
            .WatchAsync(token => new ValueTask<HttpAnswer>(_http().GetAsync(question, token)), cancellationToken)
            .ConfigureAwait(false);
        if (answer.Response is not { } response)
            throw new LibraryException(answer.Refusal!);
        if (!response.IsSuccessStatusCode)
            throw new LibraryException(FailureOf(answer));
        var bytes = await ReadAsync(response, address, stall, cancellationToken).ConfigureAwait(false);
        // What it is is said by its bytes: a page or a drawing with scripts is handed to nobody.
        var container = ContainerDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, ContainerDetector.HeadBytes)));
        return TypeOf(bytes) is not null
            ? bytes
            : throw new LibraryException(
                FailureCode.Verification,
                $"{SafeText.Address(address)} is {container.Describe()}, no picture that is shown."
            );
    }

    private Failure FailureOf(HttpAnswer answer)
    {
        var failure = StatusFailures.From(
            answer,
            body: "",
            new TransferRequest
            {
                Address = answer.Address,
                PartPath = "",
                Name = "the picture",
            }
        );
        return RetryPause.Wished(answer.Response!.Headers.RetryAfter, _time.GetUtcNow()) is { } pause
            ? failure with
            {
                Details = new Dictionary<string, string>
                {
                    ["retry_after_seconds"] = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                },
            }
            : failure;
    }

    private static async Task<byte[]> ReadAsync(
        HttpResponseMessage response,
        Uri address,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        if (response.Content.Headers.ContentLength > MostBytes)
            throw TooLarge(address);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var all = new MemoryStream();
        var block = new byte[64 << 10];
        int read;
        while (
            (
                read = await stall
                    .WatchAsync(token => stream.ReadAsync(block, token), cancellationToken)
                    .ConfigureAwait(false)
            ) > 0
        )
        {
            all.Write(block, 0, read);
            if (all.Length > MostBytes)
                throw TooLarge(address);
        }

        return all.ToArray();
    }

    private static LibraryException TooLarge(Uri address) =>
        new(FailureCode.Verification, $"{SafeText.Address(address)} is larger than {MostBytes >> 20} MiB.");

    private static void Keep(CachedFiles files, string key, byte[] bytes)
    {
        try
        {
            var work = files.BeginWork();
            try
            {
                var made = Path.Combine(work, "0");
                File.WriteAllBytes(made, bytes);
                files.Keep(key, made);
            }
            finally
            {
                CachedFiles.EndWork(work);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(files.PathOf(key), problem), problem);
        }
    }

    private static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        var type = ContainerDetector.Detect(bytes[..Math.Min(bytes.Length, ContainerDetector.HeadBytes)]).MediaType();
        return type?.StartsWith("image/", StringComparison.Ordinal) == true || type == "video/mp4" ? type : null;
    }
}
