namespace BerryAIGen.Civitai.Downloads;

/// <summary>Where a file's bytes are, and what the storage says of them.</summary>
public sealed record DownloadTarget
{
    /// <summary>The storage's address. It is signed and lives for a day: do not print it, ask anew when it has expired.</summary>
    public required Uri Address { get; init; }

    /// <summary>The announced name, null when there is none. Not to be trusted: it may hold path parts.</summary>
    public string? FileName { get; init; }

    /// <summary>The size of the whole file, null when the storage does not say.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>The validator for resuming, with its quotes; null when the storage gives none.</summary>
    public string? ETag { get; init; }

    /// <summary>When the file was stored, null when the storage does not say.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Whether the storage answered the probe with a part: only then can a transfer be resumed.</summary>
    public required bool AcceptsRanges { get; init; }

    /// <summary>The media type, null when the storage does not say.</summary>
    public string? ContentType { get; init; }

    /// <summary>Name, size and host, without the signature.</summary>
    public override string ToString() => $"{FileName ?? "a file without a name"}, {SizeBytes} bytes at {Address.Host}";
}
