namespace BerryAIGen.Sandbox.Seeding;

/// <summary>What to say about a file.</summary>
public sealed record FileSpec
{
    /// <summary>Id; null to derive it from the version's.</summary>
    public int? Id { get; init; }

    /// <summary>Name as uploaded; null to derive one.</summary>
    public string? Name { get; init; }

    /// <summary>Name that the creator gave instead; null for none.</summary>
    public string? OverrideName { get; init; }

    /// <summary>A ModelFileType word.</summary>
    public string Type { get; init; } = "Model";

    /// <summary>A file format word, which also decides what the bytes are.</summary>
    public string Format { get; init; } = "SafeTensor";

    /// <summary>full, pruned or null.</summary>
    public string? Size { get; init; }

    /// <summary>fp16, fp32 … or null.</summary>
    public string? Fp { get; init; }

    /// <summary>Quantisation word or null.</summary>
    public string? QuantType { get; init; }

    /// <summary>About how large the content is.</summary>
    public long Kilobytes { get; init; } = 48;

    /// <summary>Pending, Success, Danger or Error; Pending files have no hashes yet.</summary>
    public string Scan { get; init; } = "Success";

    /// <summary>Id of the file whose bytes this one repeats; null: bytes of its own.</summary>
    public int? CopyOf { get; init; }

    /// <summary>What the pickle scanner said; null for nothing.</summary>
    public string? ScanMessage { get; init; }
}
