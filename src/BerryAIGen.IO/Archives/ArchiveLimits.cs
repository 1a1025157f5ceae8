namespace BerryAIGen.IO.Archives;

/// <summary>How much an archive may ask for; nested archives share the limits of the outermost one.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Models are stored or shrink by a third, so these defaults leave them room and stop a bomb early.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Entries of one archive; a PyTorch file has one per tensor.</summary>
    public int MaxEntries { get; init; } = 100_000;

    /// <summary>Unpacked bytes of one entry.</summary>
    public long MaxEntryBytes { get; init; } = 256L << 30;

    /// <summary>Unpacked bytes of all entries that are opened, nested ones included.</summary>
    public long MaxTotalBytes { get; init; } = 512L << 30;

    /// <summary>Unpacked bytes per byte of the outermost file, asked once <see cref="FreeBytes"/> are exceeded.</summary>
    public int MaxRatio { get; init; } = 100;

    /// <summary>So much may be unpacked whatever the ratio: small texts shrink a lot.</summary>
    public long FreeBytes { get; init; } = 16L << 20;

    /// <summary>How deep archives may lie in each other; the outermost has depth 0.</summary>
    public int MaxDepth { get; init; } = 4;

    /// <summary>Unpacked bytes of an archive inside an archive, which is laid into a temporary file.</summary>
    public long MaxNestedBytes { get; init; } = 8L << 30;

    /// <summary>Bytes that no entry covers and that are searched for hidden entries.</summary>
    public long MaxSearchBytes { get; init; } = 256L << 20;

    /// <summary>How long a tool may take to list an archive.</summary>
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a tool may give nothing while it unpacks; a packed block of many files takes its time.</summary>
    public TimeSpan ToolSilence { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where tools are looked for; null for the folders of PATH.</summary>
    public string? ToolFolder { get; init; }
}
