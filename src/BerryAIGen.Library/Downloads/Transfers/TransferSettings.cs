namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>How much of the network downloads take by the settings; null members leave the default.</summary>
public sealed record TransferSettings
{
    /// <summary>Connections per large file.</summary>
    public int? Connections { get; init; }

    /// <summary>Files at once, in all and of one host.</summary>
    public int? ParallelFiles { get; init; }

    /// <summary>Bytes per second of all downloads together.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>The defaults with these over them.</summary>
    public TransferOptions ToOptions()
    {
        var defaults = new TransferOptions();
        return defaults with
        {
            Connections = Connections ?? defaults.Connections,
            ParallelFiles = ParallelFiles ?? defaults.ParallelFiles,
            ParallelPerHost = ParallelFiles ?? defaults.ParallelPerHost,
            BytesPerSecond = BytesPerSecond,
        };
    }
}
