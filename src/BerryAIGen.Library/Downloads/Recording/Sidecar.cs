using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>The content of <c>&lt;file&gt;.civitai.json</c>: what we know in our words, and the source's own record.</summary>
internal static class Sidecar
{
    public const string Ending = ".civitai.json";

    /// <summary>The time of the file that the hashes in the record are of; while it holds, nobody need read the file again.</summary>
    public const string ModifiedMember = "file_modified_at";

    public static string PathOf(string filePath) => filePath + Ending;

    /// <param name="recorded">The file under its final name.</param>
    /// <param name="now">When it was fetched, unless it was there before.</param>
    public static JsonObject Describe(RecordedFile recorded, DateTimeOffset now)
    {
        var (file, path) = recorded;
        var record = new JsonObject
        {
            ["schema_version"] = 1,
            ["source"] = file.Source,
            ["source_url"] = SafeText.Address(file.Address),
            ["fetched_at"] = recorded.WasFetched
                ? now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                : null,
            ["file_name"] = Path.GetFileName(path),
            [ModifiedMember] = ModifiedAt(path),
            ["size_bytes"] = recorded.Hashes.SizeBytes,
            ["verified_by"] = recorded.VerifiedBy,
            ["hashes"] = Computed(recorded.Hashes),
            ["announced_hashes"] = Announced(file.Hashes),
            ["validation"] = recorded.Inspection?["validation"]?.DeepClone(),
            ["scan"] = recorded.Inspection?["scan"]?.DeepClone(),
            ["unpacked_from"] = recorded.UnpackedFrom is { } archive
                ? new JsonObject
                {
                    ["file_name"] = archive.FileName,
                    ["sha256"] = archive.Sha256,
                    ["models"] = archive.ModelCount,
                }
                : null,
            ["air"] = file.Air,
            ["model_id"] = file.ModelId,
            ["version_id"] = file.VersionId,
            ["file_id"] = file.FileId,
            ["model_name"] = file.ModelName,
            ["version_name"] = file.VersionName,
            ["model_type"] = file.ModelType,
            ["file_type"] = file.FileType,
            ["base_model"] = file.BaseModel,
            ["format"] = file.Format,
            ["precision"] = file.Precision,
            ["creator"] = file.Creator,
            ["tags"] = file.Tags.Count == 0 ? null : new JsonArray([.. file.Tags.Select(tag => JsonValue.Create(tag))]),
        };
        AddSourceRecord(record, file.Record);
        foreach (var name in record.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            record.Remove(name);
        return record;
    }

    /// <summary>The value of <see cref="ModifiedMember"/>, exact to the tick.</summary>
    public static string ModifiedAt(string path) =>
        File.GetLastWriteTimeUtc(path).ToString("O", CultureInfo.InvariantCulture);

    private static void AddSourceRecord(JsonObject record, JsonObject? source)
    {
        var model = source?["model"] as JsonObject;
        var version = source?["version"] as JsonObject;
        record["trigger_words"] = version?["trainedWords"]?.DeepClone();
        record["statistics"] = (model?["stats"] ?? version?["stats"])?.DeepClone();
        record["licence"] = Licence(model);
        record["model"] = model?.DeepClone();
        record["version"] = version?.DeepClone();
        record["file"] = source?["file"]?.DeepClone();
        // What a source without models and versions says of its own: a repository, a revision, a path.
        foreach (var (name, value) in source ?? [])
            record[name] ??= value?.DeepClone();
    }

    private static JsonObject? Licence(JsonObject? model)
    {
        string[] flags = ["allowNoCredit", "allowCommercialUse", "allowDerivatives", "allowDifferentLicense"];
        var known = flags.Where(flag => model?[flag] is not null).ToArray();
        return known.Length == 0
            ? null
            : new JsonObject(known.Select(flag => KeyValuePair.Create(SnakeCase(flag), model![flag]?.DeepClone())));
    }

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString())
        );

    private static JsonObject Computed(FileHashes hashes) =>
        Known(
            ("sha256", hashes.Sha256),
            ("blake3", hashes.Blake3),
            ("crc32", hashes.Crc32),
            ("autov1", hashes.AutoV1),
            ("autov2", hashes.AutoV2),
            ("autov3", hashes.AutoV3)
        )!;

    private static JsonObject? Announced(ExpectedHashes hashes) =>
        Known(
            ("sha256", hashes.Sha256),
            ("git_sha1", hashes.GitSha1),
            ("blake3", hashes.Blake3),
            ("crc32", hashes.Crc32),
            ("autov1", hashes.AutoV1),
            ("autov2", hashes.AutoV2),
            ("autov3", hashes.AutoV3)
        );

    private static JsonObject? Known(params ReadOnlySpan<(string Name, string? Value)> hashes)
    {
        var known = new JsonObject();
        foreach (var (name, value) in hashes)
        {
            if (value is not null)
                known[name] = value;
        }

        return known.Count == 0 ? null : known;
    }
}
