namespace BerryAIGen.Sandbox.Seeding;

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
