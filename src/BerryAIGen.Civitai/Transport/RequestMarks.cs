namespace BerryAIGen.Civitai.Transport;

/// <summary>What the handlers must know of a request beyond HTTP.</summary>
internal static class RequestMarks
{
    private static readonly HttpRequestOptionsKey<bool> Repeatable = new("berry.repeatable");
    private static readonly HttpRequestOptionsKey<bool> WithoutKey = new("berry.without-key");
    private static readonly HttpRequestOptionsKey<bool> HeadersOnly = new("berry.headers-only");

    private static readonly HttpRequestOptionsKey<bool> Signed = new("berry.signed");
    private static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("berry.patience");
    private static readonly HttpRequestOptionsKey<int> AttemptCount = new("berry.attempts");

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

    /// <summary>The address carries its own right: it gets no key and keeps everything in it.</summary>
    public static bool IsSigned(HttpRequestMessage request) => request.Options.TryGetValue(Signed, out var is_) && is_;

    public static void MarkSigned(HttpRequestMessage request) => request.Options.Set(Signed, true);

    /// <summary>How much longer than usual its answer may take to begin.</summary>
    public static TimeSpan ExtraTime(HttpRequestMessage request) =>
        request.Options.TryGetValue(Patience, out var extra) ? extra : TimeSpan.Zero;

    public static void MarkPatient(HttpRequestMessage request, TimeSpan extra) => request.Options.Set(Patience, extra);

    /// <summary>How often it was sent.</summary>
    public static int Attempts(HttpRequestMessage request) =>
        request.Options.TryGetValue(AttemptCount, out var count) ? count : 0;

    public static void CountAttempt(HttpRequestMessage request) =>
        request.Options.Set(AttemptCount, Attempts(request) + 1);

    /// <summary>About half of the calls to the creators' route need longer than anything else.</summary>
    public static bool IsSlow(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("/creators", StringComparison.OrdinalIgnoreCase);
}
