namespace BerryAIGen.Sandbox.Wire;

/// <summary>The fixed window of articles and collections: so many calls a minute (its public-api-rate-limit).</summary>
internal sealed class PublicLimiter(TimeProvider time)
{
    private const int Anonymous = 60;
    private const int SignedIn = 120;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Count)> windows = [];

    /// <summary>The refusal, or null when the call may go on.</summary>
    public Answer? Refuse(SandboxCall call, string family)
    {
        var now = time.GetUtcNow();
        var caller = $"{family}:{call.Member?.Id}";
        lock (gate)
        {
            var (start, count) = windows.GetValueOrDefault(caller, (now, 0));
            if (now - start >= Window)
                (start, count) = (now, 0);
            windows[caller] = (start, count + 1);
            if (count < (call.Member is null ? Anonymous : SignedIn))
                return null;
            var rest = (int)Math.Ceiling((start + Window - now).TotalSeconds);
            return Answer
                .Error(429, "Rate limit exceeded, please retry shortly.")
                .With("Retry-After", rest.ToString())
                .With("Cache-Control", "no-store");
        }
    }
}
