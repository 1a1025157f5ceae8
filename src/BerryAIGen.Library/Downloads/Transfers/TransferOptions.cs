namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>How patient a transfer is.</summary>
public sealed record TransferOptions
{
    /// <summary>Without a byte for this long the connection is given up and made anew. Default 30 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts without progress before the transfer fails; every new byte starts the count anew. Default 5.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause after the first failed attempt; it doubles with each. Default 1 second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause of our own choice. Default 30 seconds.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest Retry-After that is waited for; a longer one ends the transfer with its date. Default 5 minutes.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Connections per file, where the server gives ranges and has not asked for fewer requests. Default 4.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Bytes that must be missing before a file is worth more than one connection. Default 32 MiB.</summary>
    public long SegmentedFrom { get; init; } = 32 << 20;

    internal long SmallestSegment => Math.Max(1, SegmentedFrom / 8);

    /// <summary>
    /// How long the parts are in which a file goes to a bucket, 5 MiB or more; of very large files they are longer, and what
    /// is shorter goes in one piece. Default 16 MiB.
    /// </summary>
    public long PartBytes { get; init; } = 16 << 20;

    /// <summary>Files that are downloaded at once. Default 2.</summary>
    public int ParallelFiles { get; init; } = 2;

    /// <summary>Files that are downloaded at once from one host. Default 2.</summary>
    public int ParallelPerHost { get; init; } = 2;

    /// <summary>Bytes per second of all downloads together; null, the default, sets no limit.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Bytes per second of each file; null, the default, sets no limit.</summary>
    public long? BytesPerSecondAndFile { get; init; }

    /// <summary>How often the journal is brought up to date. Default 1 second.</summary>
    public TimeSpan JournalInterval { get; init; } = TimeSpan.FromSeconds(1);
}
