namespace BerryAIGen.Sandbox.Seeding;

/// <summary>What to say about a model; everything that is left out is derived from the ids.</summary>
public sealed record ModelSpec
{
    /// <summary>Id of the model.</summary>
    public required int Id { get; init; }

    /// <summary>Any text.</summary>
    public required string Name { get; init; }

    /// <summary>A ModelType word.</summary>
    public string Type { get; init; } = "Checkpoint";

    /// <summary>HTML, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the creator; null for a deleted one.</summary>
    public string? Creator { get; init; }

    /// <summary>Tag names.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The creator's own flag.</summary>
    public bool Nsfw { get; init; }

    /// <summary>Shows a real person: hidden from lists, 404 elsewhere.</summary>
    public bool Poi { get; init; }

    /// <summary>Flagged as minor.</summary>
    public bool Minor { get; init; }

    /// <summary>Public, Unsearchable, Private or EarlyAccess.</summary>
    public string Availability { get; init; } = "Public";

    /// <summary>Archived, TakenDown or null.</summary>
    public string? Mode { get; init; }

    /// <summary>A ModelStatus word; only Published is visible.</summary>
    public string Status { get; init; } = "Published";

    /// <summary>Trained or Merge.</summary>
    public string CheckpointType { get; init; } = "Trained";

    /// <summary>CommercialUse words.</summary>
    public IReadOnlyList<string> AllowCommercialUse { get; init; } = ["Image", "RentCivit"];

    /// <summary>May be used without naming the creator.</summary>
    public bool AllowNoCredit { get; init; } = true;

    /// <summary>Download count; null when the creator hides it.</summary>
    public int? Downloads { get; init; } = 100;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<VersionSpec> Versions { get; init; } = [];
}

/// <summary>What to say about a version.</summary>
public sealed record VersionSpec
{
    /// <summary>Id; null to derive it from the model's.</summary>
    public int? Id { get; init; }

    /// <summary>Any text.</summary>
    public string Name { get; init; } = "v1.0";

    /// <summary>A BaseModel word.</summary>
    public string BaseModel { get; init; } = "SD 1.5";

    /// <summary>Standard, Inpainting, Refiner, Pix2Pix or null.</summary>
    public string? BaseModelType { get; init; } = "Standard";

    /// <summary>HTML, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Words that call the model up.</summary>
    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    /// <summary>A ModelStatus word; only Published is visible.</summary>
    public string Status { get; init; } = "Published";

    /// <summary>Download, Generation, InternalGeneration or ExternalGeneration.</summary>
    public string UsageControl { get; init; } = "Download";

    /// <summary>The creator wants a signed-in downloader.</summary>
    public bool RequireAuth { get; init; }

    /// <summary>Days from the start of the server until early access ends; null for none.</summary>
    public int? EarlyAccessDays { get; init; }

    /// <summary>File of another version that this one lists as a linked component.</summary>
    public int? LinkedFile { get; init; }

    /// <summary>The files, in database order.</summary>
    public IReadOnlyList<FileSpec> Files { get; init; } = [new()];

    /// <summary>Maturity bit of each example picture.</summary>
    public IReadOnlyList<int> ImageLevels { get; init; } = [1, 1];
}

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
