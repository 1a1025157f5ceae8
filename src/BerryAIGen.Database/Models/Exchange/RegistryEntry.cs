using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Models.Exchange;

/// <summary>A model as a registry file has it: the members of the API, and those that only we have.</summary>
public sealed record RegistryEntry
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public string Provider { get; init; } = "";

    public long? Size { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    public string Status { get; init; } = ModelStatus.Available;

    public string? StatusDetail { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? LocalPath { get; init; }

    public string? DownloadUrl { get; init; }

    public string? Checksum { get; init; }

    public long? DiskUsage { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? LastUsed { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public double? DownloadDate { get; init; }

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Format { get; init; }

    public string? Creator { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? TrainedWords { get; init; }

    public string? Origin { get; init; }

    /// <summary>What a person said in place of what is read: <c>name</c>, <c>description</c>, <c>trained_words</c>.</summary>
    public JsonElement? UserFields { get; init; }

    internal string NameForId => Id is { Length: > 0 } ? Id : Path.GetFileNameWithoutExtension(LocalPath) ?? Name;

    public static RegistryEntry Of(ModelRow row)
    {
        var info = ModelInfo.Of(row, progress: null);
        return new RegistryEntry
        {
            Id = info.Id,
            Name = info.Name,
            Provider = info.Provider,
            Size = row.Size,
            Description = info.Description,
            Capabilities = info.Capabilities,
            Status = info.Status,
            StatusDetail = info.StatusDetail,
            Metadata = info.Metadata,
            LocalPath = info.LocalPath,
            DownloadUrl = info.DownloadUrl,
            Checksum = info.Checksum,
            DiskUsage = info.DiskUsage,
            LastUsed = info.LastUsed,
            DownloadDate = info.DownloadDate,
            ModelType = info.ModelType,
            BaseModel = info.BaseModel,
            Format = info.Format,
            Creator = info.Creator,
            Notes = info.Notes,
            Tags = info.Tags,
            TrainedWords = info.TrainedWords,
            Origin = info.Origin,
            UserFields = row.UserFields == "{}" ? null : JsonElement.Parse(row.UserFields),
        };
    }

    internal ModelRow ToRow(string id, DateTime now)
    {
        var isThere = LocalPath is not null && (File.Exists(LocalPath) || Directory.Exists(LocalPath));
        var row = new ModelRow
        {
            Id = id,
            Name = Name,
            CreatedAt = now,
            UpdatedAt = now,
            Origin = Origin ?? "registry",
            // A file of another machine is not here; where it can be had, it is only that.
            Status =
                isThere ? ModelStatus.Local
                : LocalPath is null || DownloadUrl is not null ? ModelStatus.Available
                : ModelStatus.Error,
            StatusDetail = isThere || LocalPath is null || DownloadUrl is not null ? null : StatusDetails.Missing,
            LocalPath = isThere || DownloadUrl is null ? LocalPath : null,
        };
        Complete(row);
        return row;
    }

    /// <summary>Fills in what the row lacks.</summary>
    /// <returns>Whether it lacked something.</returns>
    internal bool Complete(ModelRow row)
    {
        var before = (row.Description, row.Notes, row.UserTags, row.TrainedWords, row.Capabilities, row.Metadata);
        var said = row.UserFields;
        RestoredWords.Restore(row, UserFields);
        var rest = (row.Size, row.DownloadUrl, row.Checksum, row.LastUsed, row.DownloadDate, row.Creator, row.Provider);
        if (row.Provider.Length == 0)
            row.Provider = Provider;
        if (row.Description.Length == 0)
            row.Description = Description;
        row.Size ??= Size;
        row.DiskUsage ??= row.LocalPath is null ? null : DiskUsage;
        row.DownloadUrl ??= DownloadUrl;
        row.Checksum ??= Checksum;
        row.Sha256 ??= Checksum is { } sum && sum.StartsWith("sha256:", StringComparison.Ordinal) ? sum[7..] : null;
        row.AutoV2 ??= row.Sha256?[..10];
        row.LastUsed ??= Time(LastUsed);
        row.DownloadDate ??= Time(DownloadDate);
        row.ModelType ??= ModelType;
        row.BaseModel ??= BaseModel;
        row.Format ??= Format;
        row.Creator ??= Creator;
        row.Notes ??= Notes;
        row.UserTags = Filled(row.UserTags, Tags);
        row.TrainedWords = Filled(row.TrainedWords, TrainedWords);
        row.Capabilities = Filled(row.Capabilities, Capabilities);
        row.Metadata = Filled(row.Metadata);
        row.Architecture ??=
            Metadata is { } facts && facts.TryGetProperty("architecture", out var word) ? word.ToString() : null;
        return said != row.UserFields
            || before != (row.Description, row.Notes, row.UserTags, row.TrainedWords, row.Capabilities, row.Metadata)
            || rest
                != (row.Size, row.DownloadUrl, row.Checksum, row.LastUsed, row.DownloadDate, row.Creator, row.Provider);
    }

    private string Filled(string known)
    {
        if (Metadata is not { } mine)
            return known;
        var merged = JsonNode.Parse(known) as JsonObject ?? [];
        var count = merged.Count;
        foreach (var member in mine.EnumerateObject())
        {
            if (!merged.ContainsKey(member.Name))
                merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return merged.Count == count ? known : merged.ToJsonString();
    }

    private static string Filled(string known, IReadOnlyList<string>? words) =>
        known == "[]" && words is { Count: > 0 } ? Indexing.RowDescription.Json(words) : known;

    private static DateTime? Time(double? seconds) =>
        seconds is { } value && value is > 0 and < 253402300799 ? DateTime.UnixEpoch.AddSeconds(value) : null;
}
