using BerryAIGen.Civitai.Caching;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai;

/// <summary>How the client reaches Civitai; every member has a working default.</summary>
/// <remarks>The client copies the values when it is made; a later change has no effect on it.</remarks>
public sealed class CivitaiOptions
{
    /// <summary>The site's address without a path; default <c>https://civitai.com</c>.</summary>
    public Uri SiteUrl { get; set; } = new("https://civitai.com");

    /// <summary>The orchestrator's address without a path; default <c>https://orchestration.civitai.com</c>.</summary>
    public Uri OrchestrationUrl { get; set; } = new("https://orchestration.civitai.com");

    /// <summary>The API key, sent as a bearer header to Civitai's hosts only; null or blank asks as a stranger.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The orchestrator's key, sent to its host only; null, the default, uses <see cref="ApiKey"/> where that is the same party's.</summary>
    /// <remarks>The same party: both addresses are Civitai's, or both have one host name. A key of one is never shown to another.</remarks>
    public string? OrchestrationKey { get; set; }

    /// <summary>Who asks, as the <c>User-Agent</c>; default names this library.</summary>
    /// <remarks>A browser's name is refused: the download route answers browsers with web pages.</remarks>
    public string UserAgent { get; set; } = DefaultUserAgent;

    /// <summary>How many requests per second the client sends at most; default 5.</summary>
    public double RequestsPerSecond { get; set; } = 5;

    /// <summary>How many requests may go out at once after a pause; default 10.</summary>
    public int Burst { get; set; } = 10;

    /// <summary>How long one connection may take to open; default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt waits for the answer to begin, and later for its next bytes; default 20 seconds.</summary>
    /// <remarks>The whole answer may take ten times that.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The same for routes known to be slow (creators); default 60 seconds.</summary>
    public TimeSpan SlowAttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request that may be repeated is sent again; default 3, 0 for never.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>No retry begins or waits longer than this after the first attempt began; default 30 seconds.</summary>
    /// <remarks>Waiting for a turn (<see cref="RequestsPerSecond"/>) does not count.</remarks>
    public TimeSpan RetryTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary><see cref="MaxRetries"/> for the orchestrator; default 4.</summary>
    public int OrchestrationRetries { get; set; } = 4;

    /// <summary><see cref="RetryTimeLimit"/> for the orchestrator; default 2 minutes, so that no pause exceeds 24 seconds.</summary>
    public TimeSpan OrchestrationRetryTimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Says why the address that a download is redirected to must not be asked, null when it may be; default allows all.
    /// </summary>
    /// <remarks>For hosts of this library that keep downloads out of their private network.</remarks>
    public Func<Uri, string?>? RefuseAddress { get; set; }

    /// <summary>What carries the requests, through a proxy of its own for example; null, the default, connects directly.</summary>
    /// <remarks>It must not follow redirects; <see cref="ConnectTimeout"/> is then its own matter.</remarks>
    public HttpMessageHandler? Network { get; set; }

    /// <summary>Keeps answers in memory for as long as Civitai allows; default false.</summary>
    public bool CacheInMemory { get; set; }

    /// <summary>A folder that keeps answers on disk; null, the default, keeps none. It is created when missing.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>How large the cache may grow; default 100 MiB. The answers that were not used for longest go first.</summary>
    public long CacheSizeBytes { get; set; } = 100L << 20;

    /// <summary>Told when a kept answer stands in for a service that is down; ignored without a cache.</summary>
    public Action<StaleAnswer>? OnStale { get; set; }

    /// <summary>The clock of all pauses, time-outs and ages; default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    private static string DefaultUserAgent =>
        $"BerryAIGen.Civitai/{typeof(CivitaiOptions).Assembly.GetName().Version?.ToString(3)} (.NET client of the Civitai API)";

    /// <summary>The options without the key, for logs.</summary>
    public override string ToString() =>
        $"{nameof(SiteUrl)} = {SiteUrl}, {nameof(OrchestrationUrl)} = {OrchestrationUrl}, {nameof(ApiKey)} = {(string.IsNullOrWhiteSpace(ApiKey) ? "none" : "***")}, {nameof(CacheFolder)} = {CacheFolder ?? "none"}";

    /// <summary>The key that the orchestrator may see; null for none.</summary>
    internal string? KeyOfOrchestrator =>
        !string.IsNullOrWhiteSpace(OrchestrationKey) ? OrchestrationKey.Trim()
        : string.IsNullOrWhiteSpace(ApiKey) || !IsSameParty() ? null
        : ApiKey.Trim();

    internal CivitaiOptions Copy() => (CivitaiOptions)MemberwiseClone();

    private bool IsSameParty() =>
        SiteUrl.IdnHost.Equals(OrchestrationUrl.IdnHost, StringComparison.OrdinalIgnoreCase)
        || (CivitaiHosts.Default.IsTrusted(SiteUrl) && CivitaiHosts.Default.IsTrusted(OrchestrationUrl));
}
