namespace BerryAIGen.Civitai;

/// <summary>Finds everything that is wrong with the options at once.</summary>
internal static class CivitaiOptionsCheck
{
    // Civitai takes a client whose name contains one of these for a browser.
    private static readonly string[] BrowserWords = ["mozilla", "chrome", "safari", "firefox", "opera", "edge"];

    /// <exception cref="ArgumentException">One sentence per problem.</exception>
    public static void ThrowIfInvalid(CivitaiOptions options)
    {
        var problems = Problems(options).ToList();
        if (problems.Count > 0)
            throw new ArgumentException("The options of the Civitai client do not fit: " + string.Join(" ", problems));
    }

    private static IEnumerable<string> Problems(CivitaiOptions options)
    {
        if (!IsSite(options.SiteUrl))
            yield return $"{nameof(options.SiteUrl)} must be an http or https address without path, query, fragment and user info.";
        else if (options.SiteUrl is { Scheme: "http", IsLoopback: false } && !string.IsNullOrWhiteSpace(options.ApiKey))
            yield return $"{nameof(options.SiteUrl)} must be https when there is a key: over http anybody on the way could read it.";
        if (!IsSite(options.OrchestrationUrl))
            yield return $"{nameof(options.OrchestrationUrl)} must be an http or https address without path, query, fragment and user info.";
        else if (
            options.OrchestrationUrl is { Scheme: "http", IsLoopback: false }
            && (!string.IsNullOrWhiteSpace(options.ApiKey) || !string.IsNullOrWhiteSpace(options.OrchestrationKey))
        )
            yield return $"{nameof(options.OrchestrationUrl)} must be https when there is a key: over http anybody on the way could read it.";
        if (options.OrchestrationRetries is < 0 or > 10)
            yield return $"{nameof(options.OrchestrationRetries)} must be 0 to 10.";
        if (options.TimeProvider is null)
            yield return $"{nameof(options.TimeProvider)} must not be null; leave it out for the system's clock.";
        if (options.CacheFolder is { } folder && string.IsNullOrWhiteSpace(folder))
            yield return $"{nameof(options.CacheFolder)} must be a folder, or null for none.";
        foreach (
            var (name, key) in ((string, string?)[])
                [(nameof(options.ApiKey), options.ApiKey), (nameof(options.OrchestrationKey), options.OrchestrationKey)]
        )
        {
            if (key?.Trim().Any(letter => letter is <= ' ' or > '~') == true)
                yield return $"{name} has characters that no key has; copy it again.";
        }
        if (string.IsNullOrWhiteSpace(options.UserAgent) || options.UserAgent.Any(letter => letter is < ' ' or > '~'))
            yield return $"{nameof(options.UserAgent)} must be a line of printable ASCII.";
        else if (
            Array.Find(BrowserWords, word => options.UserAgent.Contains(word, StringComparison.OrdinalIgnoreCase)) is
            { } word
        )
            yield return $"{nameof(options.UserAgent)} must not contain \"{word}\": Civitai answers browsers with web pages.";
        if (!(options.RequestsPerSecond is > 0 and <= 1000))
            yield return $"{nameof(options.RequestsPerSecond)} must be above 0 and at most 1000.";
        if (options.Burst < 1)
            yield return $"{nameof(options.Burst)} must be at least 1.";
        if (options.MaxRetries is < 0 or > 10)
            yield return $"{nameof(options.MaxRetries)} must be 0 to 10.";
        if (options.CacheSizeBytes < 1)
            yield return $"{nameof(options.CacheSizeBytes)} must be at least 1.";
        foreach (var (name, value) in Spans(options))
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
                yield return $"{name} must be above zero and at most one day.";
        }
    }

    private static bool IsSite(Uri? address) =>
        address
            is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "", PathAndQuery: "/", Fragment: "" or "#" };

    private static (string Name, TimeSpan Value)[] Spans(CivitaiOptions options) =>
        [
            (nameof(options.ConnectTimeout), options.ConnectTimeout),
            (nameof(options.AttemptTimeout), options.AttemptTimeout),
            (nameof(options.SlowAttemptTimeout), options.SlowAttemptTimeout),
            (nameof(options.RetryTimeLimit), options.RetryTimeLimit),
            (nameof(options.OrchestrationRetryTimeLimit), options.OrchestrationRetryTimeLimit),
        ];
}
