namespace BerryAIGen.Library.Conversion;

/// <summary>A file that is to exist in another form as well.</summary>
/// <param name="Path">The file; it is only read.</param>
public sealed record ConversionRequest(string Path)
{
    /// <summary>fp32, fp16, bf16 or fp8_e4m3fn; null keeps every tensor's own precision.</summary>
    public string? Precision { get; init; }

    /// <summary>The new file; null for a name made of the old one, beside it.</summary>
    public string? Output { get; init; }

    /// <summary>Leave out averaged copies of the weights and tensors that are another one's by a second name.</summary>
    public bool Prunes { get; init; }

    /// <summary>Told where the half-made file will lie, before there is any of it; null for nobody.</summary>
    public Func<string, CancellationToken, Task>? Announce { get; init; }

    /// <summary>Bytes that must stay free, by the rules of the root.</summary>
    internal long FloorBytes { get; init; }
}

/// <summary>The new file.</summary>
public sealed record ConvertedFile
{
    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required long SizeBytes { get; init; }

    public required int TensorCount { get; init; }

    /// <summary>The original, whose bytes are as they were.</summary>
    public required string Source { get; init; }

    public required string SourceSha256 { get; init; }

    /// <summary>Tensors and entries of the original that the new file does not have.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What a person should know, one sentence each.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The record beside it; null when it could not be written.</summary>
    public string? Sidecar { get; init; }

    /// <summary>The same file was there before.</summary>
    public bool WasThere { get; init; }
}

/// <summary>How far a conversion is.</summary>
public sealed record ConversionProgress(string Name, long Bytes, long TotalBytes);
