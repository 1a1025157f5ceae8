using System.Net;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Downloads;

/// <summary>The download route: finds out where a file is, and leaves fetching it to others.</summary>
public sealed class DownloadClient
{
    private readonly CivitaiTransport _transport;

    internal DownloadClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>The address of a version's file on Civitai, without a key; it redirects to the storage.</summary>
    /// <param name="version">The version.</param>
    /// <param name="selection">Which of its files; null for the primary one.</param>
    public Uri AddressOf(ModelVersionId version, DownloadSelection? selection = null) =>
        new UriBuilder(new Uri(_transport.SiteUrl, $"/api/download/models/{version}"))
        {
            Query = (selection ?? DownloadSelection.Primary).ToQuery(),
        }.Uri;

    /// <summary>Follows the redirects to the storage and asks for the first byte, to learn name, size and validators.</summary>
    /// <param name="version">The version.</param>
    /// <param name="selection">Which of its files; null for the primary one.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CivitaiUnauthorizedException">A key is missing, refused or not enough.</exception>
    /// <exception cref="CivitaiDownloadDisabledException">The creator switched downloads off.</exception>
    /// <exception cref="CivitaiEarlyAccessException">It must be bought or waited for.</exception>
    /// <exception cref="CivitaiNotFoundException">There is no such file, or the model is archived.</exception>
    /// <exception cref="CivitaiRateLimitedException">The download quota is used up.</exception>
    /// <exception cref="CivitaiRequestException">Anything else.</exception>
    public Task<DownloadTarget> ResolveAsync(
        ModelVersionId version,
        DownloadSelection? selection = null,
        CancellationToken cancellationToken = default
    ) => FollowAsync(AddressOf(version, selection), cancellationToken);

    internal async Task<DownloadTarget> FollowAsync(Uri first, CancellationToken cancellationToken)
    {
        var address = first;
        var mayHaveKey = true;
        for (var hop = 0; ; hop++)
        {
            using var answer = await _transport
                .GetHeadersAsync(address, mayHaveKey, cancellationToken)
                .ConfigureAwait(false);
            if (!Redirects.IsOne(answer))
                return Read(address, answer);
            var next = Redirects.Next(address, answer, hop);
            mayHaveKey = mayHaveKey && Redirects.KeepsKey(address, next);
            address = next;
            if (_transport.Hosts.IsTrusted(address) && IsLoginPage(address))
                throw await NotSignedInAsync(answer.StatusCode, cancellationToken).ConfigureAwait(false);
            _transport.ThrowIfRefused(address);
        }
    }

    private DownloadTarget Read(Uri address, HttpResponseMessage answer)
    {
        var headers = answer.Content.Headers;
        // A file of no bytes has no first byte either; the header says how long it is.
        var isEmpty =
            answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && headers.ContentRange?.Length == 0;
        if (!answer.IsSuccessStatusCode && !isEmpty)
            throw StorageRefused(address, answer);
        if (headers.ContentType?.MediaType is "text/html")
            throw new CivitaiUnavailableException(
                $"{address.Host} sent a web page in place of the file. Try again later.",
                answer.StatusCode
            );
        var isPart = answer.StatusCode == HttpStatusCode.PartialContent;
        return new DownloadTarget
        {
            Address = address,
            FileName = ContentDisposition.FindFileName(answer),
            SizeBytes = isPart || isEmpty ? headers.ContentRange?.Length : headers.ContentLength,
            ETag = answer.Headers.ETag?.ToString(),
            LastModified = headers.LastModified,
            AcceptsRanges = isPart,
            ContentType = headers.ContentType?.MediaType,
        };
    }

    // Browsers are sent here instead of being told.
    private static bool IsLoginPage(Uri address) =>
        address.AbsolutePath.StartsWith("/login", StringComparison.OrdinalIgnoreCase);

    private async Task<CivitaiUnauthorizedException> NotSignedInAsync(
        HttpStatusCode status,
        CancellationToken cancellationToken
    ) =>
        await _transport.RecallKeyAsync(cancellationToken).ConfigureAwait(false) switch
        {
            KeyState.None => new(
                "The creator lets only signed-in people download this; set an API key.",
                UnauthorizedReason.LoginRequired,
                status
            ),
            KeyState.Refused => new(
                "The creator lets only signed-in people download this, and Civitai does not accept the API key; set a new one.",
                UnauthorizedReason.KeyRefused,
                status
            ),
            _ => new(
                "The creator lets only signed-in people download this, and Civitai asked for a login in spite of the API key.",
                UnauthorizedReason.NotAllowed,
                status
            ),
        };

    private CivitaiUnavailableException StorageRefused(Uri address, HttpResponseMessage answer)
    {
        var said = _transport.Explain(answer).Text is { Length: > 0 } text ? $", {text}" : "";
        return new CivitaiUnavailableException(
            $"The storage host {address.Host} refused the file ({(int)answer.StatusCode}{said}). Ask again for a new address.",
            answer.StatusCode
        )
        {
            RetryAfter = _transport.RetryAfter(answer),
        };
    }
}
