namespace BerryAIGen.Database.Models;

/// <summary>A model as its source describes it.</summary>
public sealed class SourceModelRow
{
    public long Id { get; init; }

    /// <summary><c>civitai</c>, <c>huggingface</c>, <c>local</c> …</summary>
    public required string Source { get; init; }

    /// <summary>The source's own id: a number, <c>owner/repo</c>.</summary>
    public required string SourceId { get; init; }

    public required string Name { get; set; }

    public string? Type { get; set; }

    public string? Creator { get; set; }

    /// <summary>The source's own answer, a JSON object, as it was sent; null when it was never asked.</summary>
    public string? Body { get; set; }

    public DateTime UpdatedAt { get; set; }

    public List<ModelVersionRow> Versions { get; } = [];
}

/// <summary>A version of a model as its source describes it.</summary>
public sealed class ModelVersionRow
{
    public long Id { get; init; }

    public long SourceModelId { get; init; }

    public SourceModelRow? SourceModel { get; init; }

    /// <summary>The source's own id: a number, a revision.</summary>
    public required string SourceId { get; init; }

    public required string Name { get; set; }

    public string? BaseModel { get; set; }

    public string? Air { get; set; }

    public string? Body { get; set; }

    public DateTime UpdatedAt { get; set; }

    public List<ModelFileRow> Files { get; } = [];
}

/// <summary>A file of a version as its source describes it.</summary>
public sealed class ModelFileRow
{
    public long Id { get; init; }

    public long ModelVersionId { get; init; }

    public ModelVersionRow? ModelVersion { get; init; }

    /// <summary>The source's own id: a number, a path in a repository.</summary>
    public required string SourceId { get; init; }

    public required string Name { get; set; }

    public long? SizeBytes { get; set; }

    public string? Sha256 { get; set; }

    public string? AutoV1 { get; set; }

    public string? AutoV2 { get; set; }

    public string? AutoV3 { get; set; }

    public string? Crc32 { get; set; }

    public string? Blake3 { get; set; }

    public string? Body { get; set; }
}
