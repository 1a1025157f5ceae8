using System.Text.Json;

namespace BerryAIGen.Database.Models;

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

    public JsonElement? Metadata { get; init; }

    public string? LocalPath { get; init; }

    public string? DownloadUrl { get; init; }

    public string? Checksum { get; init; }

    /// <summary>Bytes on the disk.</summary>
    public long? DiskUsage { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? LastUsed { get; init; }

    /// <summary>The same as text, ISO 8601.</summary>
    public DateTime? LastUsedAt => Time(LastUsed);

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? DownloadDate { get; init; }

    /// <summary>The same as text, ISO 8601.</summary>
    public DateTime? DownloadedAt => Time(DownloadDate);

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Format { get; init; }

    public string? Creator { get; init; }

    /// <summary>What a person wrote.</summary>
    public string? Notes { get; init; }

    /// <summary>What a person calls it.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? TrainedWords { get; init; }

    /// <summary>Where it came from: <c>predefined</c>, <c>download</c>, <c>index</c>, <c>import</c>, a provider.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether there is a picture or video of it here: <c>/api/models/{id}/preview</c>.</summary>
    public required bool HasPreview { get; init; }

    /// <summary>How mature that is, as a bit: 1 PG, 2 PG-13, 4 R, 8 X, 16 XXX; absent when nobody rated it.</summary>
    public int? PreviewLevel { get; init; }

    /// <summary>The same for all that are of one model at its source: <c>civitai:257749</c>, <c>huggingface:owner/repo</c>.</summary>
    public string? VersionGroup { get; init; }

    /// <param name="row">Its row.</param>
    /// <param name="progress">0 to 1 while it is downloaded; null when it is not.</param>
    public static ModelInfo Of(ModelRow row, double? progress) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Provider = row.Provider,
            Size = row.Size ?? 0,
            Description = row.Description,
            Capabilities = Words(row.Capabilities) ?? [],
            Status = row.Status,
            StatusDetail = row.StatusDetail,
            DownloadProgress = progress,
            Metadata = Json(row.Metadata),
            LocalPath = row.LocalPath,
            DownloadUrl = row.DownloadUrl,
            Checksum = row.Checksum,
            DiskUsage = row.DiskUsage,
            LastUsed = Seconds(row.LastUsed),
            DownloadDate = Seconds(row.DownloadDate),
            ModelType = row.ModelType,
            BaseModel = row.BaseModel,
            Format = row.Format,
            Creator = row.Creator,
            Notes = row.Notes,
            Tags = Words(row.UserTags),
            TrainedWords = Words(row.TrainedWords),
            Origin = row.Origin,
            HasPreview = IsShown(row.OwnPreview, row.PreviewFile, row.LocalPath),
            PreviewLevel = LevelOf(row.OwnPreview, row.PreviewLevel),
            VersionGroup = row.VersionGroup,
        };

    // What lies beside a model is shown as long as the model is here.
    internal static bool IsShown(string? own, string? beside, string? modelPath) =>
        own is not null || (beside is not null && modelPath is not null);

    // What the source says is of its own picture, not of the one that a person chose.
    internal static int? LevelOf(string? own, int? rated) => own is null ? rated : null;

    internal static JsonElement? Json(string json) => json == "{}" ? null : JsonElement.Parse(json);

    internal static string[]? Words(string json) => json == "[]" ? null : JsonSerializer.Deserialize<string[]>(json);

    private static DateTime? Time(double? seconds) =>
        seconds is { } at ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(at * 1000)) : null;

    internal static double? Seconds(DateTime? time) => time is { } at ? (at - DateTime.UnixEpoch).TotalSeconds : null;
}
