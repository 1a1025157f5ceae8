using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Models.Exchange;

/// <summary>Reads a model of a registry file.</summary>
internal static class RegistryEntryReader
{
    // Where a model may have come from besides a provider.
    private static readonly string[] Origins = ["predefined", "download", "index", "import", "registry"];

    /// <summary>Reads what people and other programs wrote; odd members are left out, an entry without a name is none.</summary>
    public static RegistryEntry? TryRead(JsonNode? node, out string problem)
    {
        problem = "";
        if (node is not JsonObject entry)
        {
            problem = "it is no object";
            return null;
        }

        var path = Text(entry, "local_path") ?? Text(entry, "path");
        var name = Text(entry, "name") ?? Text(entry, "id") ?? Path.GetFileNameWithoutExtension(path);
        if (string.IsNullOrWhiteSpace(name))
        {
            problem = "it has neither a name nor an id nor a path";
            return null;
        }

        return new RegistryEntry
        {
            Id = Text(entry, "id") is { } id && id.Trim().Length > 0 ? id.Trim() : null,
            Name = name,
            Provider = Text(entry, "provider") ?? "",
            Size = Number(entry, "size"),
            Description = Text(entry, "description") ?? "",
            Capabilities = Texts(entry, "capabilities") ?? [],
            Status =
                Text(entry, "status") is { } status && ModelStatus.All.Contains(status)
                    ? status
                    : ModelStatus.Available,
            StatusDetail = Text(entry, "status_detail"),
            Metadata = entry["metadata"] is JsonObject metadata ? JsonElement.Parse(metadata.ToJsonString()) : null,
            LocalPath = path is not null && Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : null,
            DownloadUrl = Text(entry, "download_url"),
            Checksum = ChecksumOf(Text(entry, "checksum")),
            DiskUsage = Number(entry, "disk_usage"),
            LastUsed = Seconds(entry, "last_used"),
            DownloadDate = Seconds(entry, "download_date"),
            ModelType = Text(entry, "model_type"),
            BaseModel = Text(entry, "base_model"),
            Format = Text(entry, "format"),
            Creator = Text(entry, "creator"),
            Notes = Text(entry, "notes"),
            Tags = Texts(entry, "tags"),
            TrainedWords = Texts(entry, "trained_words"),
            // Rows of a provider are made, and taken away, by looking at it.
            Origin = Text(entry, "origin") is { } origin && Origins.Contains(origin) ? origin : null,
            UserFields = entry["user_fields"] is JsonObject said ? JsonElement.Parse(said.ToJsonString()) : null,
        };
    }

    // What nobody computed is no hash.
    private static string? ChecksumOf(string? text) =>
        text is { Length: 71 }
        && text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)
        && text[7..].All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : null;

    private static string? Text(JsonObject entry, string name) =>
        entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static long? Number(JsonObject entry, string name) =>
        entry[name] is JsonValue value && value.TryGetValue<long>(out var number) && number >= 0 ? number : null;

    // Seconds, or a time as text.
    private static double? Seconds(JsonObject entry, string name) =>
        entry[name] is not JsonValue value ? null
        : value.TryGetValue<double>(out var seconds) ? seconds
        : DateTime.TryParse(
            value.ToString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? (at - DateTime.UnixEpoch).TotalSeconds
        : null;

    private static string[]? Texts(JsonObject entry, string name) =>
        entry[name] is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(item => item.ToString()).Where(text => text.Length > 0).Distinct()]
            : null;
}
