namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>How far counts and times of downloads may go; what is beyond is a slip, and is told instead of obeyed.</summary>
public static class TransferLimits
{
    /// <summary>The most connections per file: more make no server faster and are what hosts block for.</summary>
    public const int Connections = 16;

    /// <summary>The most files at once.</summary>
    public const int ParallelFiles = 16;

    /// <summary>The slowest rate, in bytes per second; a slower one could not be told from silence.</summary>
    public const long LowestRate = 1024;

    private const int Attempts = 1000;

    // Timers take no longer one than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The options as they are.</summary>
    /// <exception cref="LibraryException">One of them cannot be obeyed; the message names it.</exception>
    internal static TransferOptions Check(TransferOptions options)
    {
        Between(nameof(options.Connections), options.Connections, 1, Connections);
        Between(nameof(options.ParallelFiles), options.ParallelFiles, 1, ParallelFiles);
        Between(nameof(options.ParallelPerHost), options.ParallelPerHost, 1, ParallelFiles);
        Between(nameof(options.MaxAttempts), options.MaxAttempts, 1, Attempts);
        Between(nameof(options.PartBytes), options.PartBytes, 5 << 20, 1 << 30);
        Between(nameof(options.SegmentedFrom), options.SegmentedFrom, 0, long.MaxValue);
        Between(nameof(options.BytesPerSecond), options.BytesPerSecond ?? LowestRate, LowestRate, long.MaxValue);
        Between(
            nameof(options.BytesPerSecondAndFile),
            options.BytesPerSecondAndFile ?? LowestRate,
            LowestRate,
            long.MaxValue
        );
        Time(nameof(options.StallTimeout), options.StallTimeout, TimeSpan.FromMilliseconds(1));
        Time(nameof(options.FirstPause), options.FirstPause, TimeSpan.Zero);
        Time(nameof(options.MaxPause), options.MaxPause, TimeSpan.Zero);
        Time(nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero);
        Time(nameof(options.JournalInterval), options.JournalInterval, TimeSpan.Zero);
        return options;
    }

    private static void Between(string name, long value, long least, long most)
    {
        if (value < least || value > most)
            throw Wrong(name, most == long.MaxValue ? $"{least} or more" : $"from {least} to {most}", $"{value}");
    }

    private static void Time(string name, TimeSpan value, TimeSpan least)
    {
        if (value < least || value > Longest)
            throw Wrong(name, $"from {least} to {Longest}", $"{value}");
    }

    private static LibraryException Wrong(string name, string expected, string value) =>
        new(FailureCode.Usage, $"{name} must be {expected}, not {value}.");
}
