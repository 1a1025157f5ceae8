using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Caching;

/// <summary>Answers from the cache while an answer is fresh, asks with its validator after that, and falls back to it.</summary>
internal sealed class CachingHandler : DelegatingHandler
{
    private readonly ICacheStore _store;
    private readonly CivitaiOptions _options;

    private CachingHandler(HttpMessageHandler inner, ICacheStore store, CivitaiOptions options)
        : base(inner)
    {
        _store = store;
        _options = options;
    }

    /// <summary>The handler behind a cache, or the handler itself when no cache is wished.</summary>
    public static HttpMessageHandler Around(HttpMessageHandler inner, CivitaiOptions options)
    {
        ICacheStore? store =
            options.CacheFolder is { } folder
                ? new FolderCacheStore(
                    Path.Combine(folder, Partition(options.ApiKey)),
                    options.CacheSizeBytes,
                    options.TimeProvider
                )
            : options.CacheInMemory ? new MemoryCacheStore(options.CacheSizeBytes)
            : null;
        return store is null ? inner : new CachingHandler(inner, store, options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (!Freshness.MayBeKept(request))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var address = AddressSecrets.Remove(request.RequestUri!).AbsoluteUri;
        var kept = _store.Find(address);
        if (kept is not null && _options.TimeProvider.GetUtcNow() < kept.FreshUntil)
            return Answer(request, kept);
        if (kept?.ETag is { } etag)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (kept is not null && RetryRules.IsPassing(problem))
        {
            return Stale(request, kept, ConnectionProblem.Describe(problem));
        }
        if (answer.StatusCode == HttpStatusCode.NotModified && kept is not null)
            using (answer)
                return Answer(request, Keep(answer, kept));
        if (Freshness.IsDown(answer))
            return kept is null ? answer : Instead(answer, request, kept);
        if (Freshness.MayBeKept(answer))
        {
            var body = ((BufferedContent)answer.Content).Bytes;
            Keep(answer, new CacheEntry(address, default, default, null) { Body = body });
        }
        return answer;
    }

    // Another key sees other things; the folder's name is not the key, and does not lead back to it.
    private static string Partition(string? key) =>
        string.IsNullOrWhiteSpace(key)
            ? "anonymous"
            : "key-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("berry:" + key.Trim())))[..16];

    private CacheEntry Keep(HttpResponseMessage answer, CacheEntry entry)
    {
        var now = _options.TimeProvider.GetUtcNow();
        var kept = entry with
        {
            StoredAt = now,
            FreshUntil = now + Freshness.Lifetime(answer),
            ETag = answer.Headers.ETag?.ToString() ?? entry.ETag,
        };
        _store.Put(kept);
        return kept;
    }

    private HttpResponseMessage Instead(HttpResponseMessage answer, HttpRequestMessage request, CacheEntry kept)
    {
        using (answer)
            return Stale(request, kept, $"it answered {(int)answer.StatusCode} with no data");
    }

    private HttpResponseMessage Stale(HttpRequestMessage request, CacheEntry kept, string reason)
    {
        _options.OnStale?.Invoke(new StaleAnswer(new Uri(kept.Address), kept.StoredAt, reason));
        return Answer(request, kept);
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, CacheEntry kept) =>
        new(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = BufferedContent.Of(kept.Body, new MediaTypeHeaderValue("application/json")),
        };
}
