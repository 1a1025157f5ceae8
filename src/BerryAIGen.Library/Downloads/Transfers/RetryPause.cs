using System.Net.Http.Headers;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>How long to wait before the next attempt: doubling, with jitter so that many clients do not come back at once.</summary>
internal static class RetryPause
{
    /// <summary>Our own pause after so many failed attempts in a row without progress, at least 1.</summary>
    internal static TimeSpan After(int failures, TransferOptions options, Random random)
    {
        var full = Math.Min(
            options.MaxPause.TotalMilliseconds,
            options.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 20))
        );
        return TimeSpan.FromMilliseconds(full * (0.5 + (random.NextDouble() / 2)));
    }

    /// <summary>The pause the server wishes, null when it names none: one of nothing would only make us hammer.</summary>
    internal static TimeSpan? Wished(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        (header?.Delta ?? (header?.Date - now)) is { } pause && pause > TimeSpan.Zero ? pause : null;
}
