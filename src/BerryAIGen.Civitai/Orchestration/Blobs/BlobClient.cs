using System.Net.Http.Headers;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Pictures, videos, sounds and models, sent and fetched. They live for 30 days, their addresses shorter.</summary>
public sealed class BlobClient
{
    private const string Root = "/v2/consumer/blobs";

    private readonly OrchestrationTransport _transport;

    internal BlobClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>Sends bytes through the orchestrator.</summary>
    /// <param name="content">The bytes; a stream that can go back is sent again after a failure.</param>
    /// <param name="mediaType">What they are, <c>image/png</c>.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <exception cref="CivitaiBadRequestException">Too large (413), of a wrong kind (415), or not readable or not allowed (422).</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Blob> UploadAsync(Stream content, string mediaType, CancellationToken cancellationToken = default) =>
        _transport.PostAsync(
            Root,
            Body(content, mediaType),
            OrchestrationJson.Default.Blob,
            isRepeatable: content.CanSeek,
            TimeOf(content),
            cancellationToken
        );

    /// <summary>An address that takes one upload.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<UploadAddress> GetUploadAddressAsync(CancellationToken cancellationToken = default) =>
        _transport.GetAsync(
            $"{Root}/upload",
            OrchestrationJson.Default.UploadAddress,
            TimeSpan.Zero,
            cancellationToken
        );

    /// <summary>Sends bytes to an address of <see cref="GetUploadAddressAsync"/>, without the key.</summary>
    /// <exception cref="CivitaiAddressRefusedException">The owner of the client does not want the address to be asked.</exception>
    /// <exception cref="CivitaiRequestException">The storage refused.</exception>
    public Task<Blob> UploadToAsync(
        UploadAddress address,
        Stream content,
        string mediaType,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        return _transport.PostToAsync(
            OrchestrationTransport.Absolute(address.UploadUrl),
            Body(content, mediaType),
            OrchestrationJson.Default.Blob,
            isRepeatable: content.CanSeek,
            TimeOf(content),
            cancellationToken
        );
    }

    /// <summary>Where a blob's bytes are now; the address works for a while, without the key.</summary>
    /// <exception cref="CivitaiNotFoundException">There is none, or not any more.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Uri> GetAddressAsync(
        string blobId,
        BlobRequest? request = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetLocationAsync((request ?? new()).ToPath(Checked(blobId)), cancellationToken);

    /// <summary>Whether a blob's bytes are there.</summary>
    /// <exception cref="CivitaiRequestException">The service could not tell.</exception>
    public async Task<bool> ExistsAsync(string blobId, CancellationToken cancellationToken = default)
    {
        try
        {
            await _transport
                .SendAsync(HttpMethod.Head, PathOf(blobId), null, isRepeatable: true, cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (CivitaiNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Asks after 2, 5, 10, 15 and then every 30 seconds until a blob's bytes are there; false when they are not in time.</summary>
    /// <param name="blobId">The blob; a workflow may have ended before its bytes are there.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="CivitaiRequestException">The service could not tell.</exception>
    public async Task<bool> WaitAsync(string blobId, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        var began = _transport.Time.GetTimestamp();
        for (var asked = 0; ; asked++)
        {
            if (await ExistsAsync(blobId, cancellationToken).ConfigureAwait(false))
                return true;
            var pause = WorkflowWaiter.PauseAfter(asked);
            if (_transport.Time.GetElapsedTime(began) + pause > limit)
                return false;
            await Task.Delay(pause, _transport.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a blob 30 days more and a new address.</summary>
    /// <exception cref="CivitaiNotFoundException">There is none, or not any more.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Blob> RefreshAsync(string blobId, CancellationToken cancellationToken = default) =>
        _transport.PostAsync(
            PathOf(blobId) + "/refresh",
            null,
            OrchestrationJson.Default.Blob,
            isRepeatable: true,
            TimeSpan.Zero,
            cancellationToken
        );

    /// <summary>A blob's bytes, by its id; its address is asked for first.</summary>
    /// <exception cref="CivitaiRequestException">There is none, or the service refused.</exception>
    public Task<BlobContent> OpenAsync(
        string blobId,
        BlobRequest? request = null,
        CancellationToken cancellationToken = default
    ) => _transport.OpenAsync((request ?? new()).ToPath(Checked(blobId)), "*/*", cancellationToken);

    /// <summary>A blob's bytes, by the address it came with; an address that has expired is asked for anew.</summary>
    /// <exception cref="CivitaiAddressRefusedException">The owner of the client does not want the address to be asked.</exception>
    /// <exception cref="CivitaiRequestException">It is withheld, not made yet or gone, or the service refused.</exception>
    public async Task<BlobContent> OpenAsync(Blob blob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (blob.BlockedReason is { } reason)
            throw new CivitaiContentBlockedException($"The blob {blob.Id} is withheld: {reason}.", reason);
        if (blob.Available == false)
            throw new CivitaiNotFoundException($"The blob {blob.Id} is not made yet; wait for its workflow to end.");
        if (UsableAddress(blob) is { } address)
        {
            try
            {
                return await _transport.OpenAddressAsync(address, "*/*", cancellationToken).ConfigureAwait(false);
            }
            catch (CivitaiRequestException problem)
                when (blob.Id is not null && (int?)problem.StatusCode is 401 or 403 or 404 or 410)
            {
                // Addresses end sooner than blobs do; the id brings a new one.
            }
        }
        return await OpenAsync(Checked(blob.Id), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bytes behind the token of a content address.</summary>
    /// <exception cref="CivitaiRequestException">The token is wrong or too old, or the service refused.</exception>
    public Task<BlobContent> OpenContentAsync(string token, CancellationToken cancellationToken = default) =>
        _transport.OpenAsync($"{Root}/content/{Token(token)}", "*/*", cancellationToken);

    /// <summary>The archive behind the token of an archive address; it ends after a while with 410.</summary>
    /// <exception cref="CivitaiNotFoundException">The archive has expired.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<BlobContent> OpenArchiveAsync(string token, CancellationToken cancellationToken = default) =>
        _transport.OpenAsync($"{Root}/archive/{Token(token)}", "*/*", cancellationToken);

    /// <summary>Why the blob behind the token of a blocked address is withheld; the service always refuses it.</summary>
    /// <exception cref="CivitaiContentBlockedException">The reason.</exception>
    /// <exception cref="CivitaiRequestException">The service refused for another reason.</exception>
    public Task<BlobContent> OpenBlockedAsync(string token, CancellationToken cancellationToken = default) =>
        _transport.OpenAsync($"{Root}/blocked/{Token(token)}", "*/*", cancellationToken);

    /// <summary>The bytes of a stream that is still being made.</summary>
    /// <exception cref="CivitaiRequestException">There is none, or the service refused.</exception>
    public Task<BlobContent> OpenStreamAsync(string key, CancellationToken cancellationToken = default) =>
        _transport.OpenAsync($"/v2/consumer/streaming-blobs/{Token(key)}", "*/*", cancellationToken);

    // Anything else than the web, and plain http beside an orchestrator of https, is nobody's storage.
    private Uri? UsableAddress(Blob blob) =>
        (blob.UrlExpiresAt is not { } end || end > _transport.Time.GetUtcNow())
        && Uri.TryCreate(blob.Url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == _transport.BaseUrl.Scheme)
            ? address
            : null;

    private static string PathOf(string blobId) => $"{Root}/{OrchestrationTransport.Segment(Checked(blobId))}";

    private static string Token(string token) => OrchestrationTransport.Segment(Checked(token));

    private static string Checked(string? id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return id;
    }

    // As if over a slow line of 100 kB a second, beside the usual time.
    private static TimeSpan TimeOf(Stream content) =>
        content.CanSeek ? TimeSpan.FromSeconds(content.Length / 100_000) : TimeSpan.FromMinutes(10);

    private static StreamContent Body(Stream content, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!MediaTypeHeaderValue.TryParse(mediaType, out var type))
            throw new ArgumentException(
                $"\"{mediaType}\" is no media type; image/png would be one.",
                nameof(mediaType)
            );
        // The stream stays the caller's.
        return new StreamContent(new KeptOpenStream(content)) { Headers = { ContentType = type } };
    }
}
