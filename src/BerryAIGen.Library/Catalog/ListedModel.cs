namespace BerryAIGen.Library.Catalog;

/// <summary>One model file found in the folders of a layout.</summary>
public sealed record ListedModel
{
    public required string Path { get; init; }

    /// <summary>The model's name from its sidecar, else the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of folder it lies in: <c>checkpoints</c>, <c>loras</c> and so on.</summary>
    public required string ModelType { get; init; }

    public string? BaseModel { get; init; }

    public required long SizeBytes { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    /// <summary><c>local</c>: it is on the disk.</summary>
    public required string Status { get; init; }
}
