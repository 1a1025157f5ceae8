using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>The library, as the description prints it.</summary>
/// <param name="Models">The models that fit the filters.</param>
/// <param name="TotalCount">How many fit.</param>
/// <param name="LocalCount">How many of those are here.</param>
/// <param name="AvailableCount">How many of those can be had.</param>
public sealed record LibraryDocument(
    IReadOnlyList<ModelInfo> Models,
    int TotalCount,
    int LocalCount,
    int AvailableCount
);

/// <summary>One model of the library.</summary>
public sealed record ModelInfo
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What runs it best.</summary>
    public required string Provider { get; init; }

    /// <summary>Bytes: as stated by the source until it is here.</summary>
    public required long Size { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary><c>available</c>, <c>downloading</c>, <c>local</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary>More than the status says: <c>quarantined</c>, <c>incomplete</c>, <c>missing</c> …</summary>
    public string? StatusDetail { get; init; }

    /// <summary>0 to 1 while it is downloaded.</summary>
    public double? DownloadProgress { get; init; }

    public JsonObject? Metadata { get; init; }

    public string? LocalPath { get; init; }

    public string? DownloadUrl { get; init; }

    public string? Checksum { get; init; }

    /// <summary>Bytes on the disk.</summary>
    public long? DiskUsage { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? LastUsed { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? DownloadDate { get; init; }

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Format { get; init; }
}
