namespace BerryAIGen.Library.Identification;

/// <summary>What Civitai knows of a local file, found by its hash.</summary>
public sealed record IdentifiedFile
{
    public required string Path { get; init; }

    /// <summary>Null when the file could not be read.</summary>
    public string? Sha256 { get; init; }

    public bool IsFound { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public string? Air { get; init; }

    /// <summary>The hash that matched: sha256, autov3 or autov2; null when nothing did.</summary>
    public string? MatchedBy { get; init; }

    /// <summary>Why there is no answer for this file; null when the service answered, found or not.</summary>
    public Failure? Failure { get; init; }
}
