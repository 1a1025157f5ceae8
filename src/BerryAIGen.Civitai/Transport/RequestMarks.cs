namespace BerryAIGen.Civitai.Transport;

/// <summary>What the handlers must know of a request beyond HTTP.</summary>
internal static class RequestMarks
{
    private static readonly HttpRequestOptionsKey<bool> Repeatable = new("berry.repeatable");
    private static readonly HttpRequestOptionsKey<bool> WithoutKey = new("berry.without-key");
    private static readonly HttpRequestOptionsKey<bool> HeadersOnly = new("berry.headers-only");

    /// <summary>Sending it twice does no harm: every GET, and a POST that says so.</summary>
    public static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Options.TryGetValue(Repeatable, out var is_) && is_);

    public static void MarkRepeatable(HttpRequestMessage request) => request.Options.Set(Repeatable, true);

    /// <summary>A redirect led away from the host that was asked first: the key is not for this one.</summary>
    public static bool GoesWithoutKey(HttpRequestMessage request) =>
        request.Options.TryGetValue(WithoutKey, out var is_) && is_;

    public static void MarkWithoutKey(HttpRequestMessage request) => request.Options.Set(WithoutKey, true);

    /// <summary>The body of a good answer is a file that nobody will read here.</summary>
    public static bool WantsHeadersOnly(HttpRequestMessage request) =>
        request.Options.TryGetValue(HeadersOnly, out var is_) && is_;

    public static void MarkHeadersOnly(HttpRequestMessage request) => request.Options.Set(HeadersOnly, true);

    /// <summary>About half of the calls to the creators' route need longer than anything else.</summary>
    public static bool IsSlow(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("/creators", StringComparison.OrdinalIgnoreCase);
}
