using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Conversion;

/// <summary>Writes the record of a converted file: what it was made of, and what the original's record says of the model.</summary>
internal static class ConversionRecord
{
    /// <summary>The record's word for where the file came from.</summary>
    public const string Source = "conversion";

    // So many of the next words say which model it is.
    private const int Identifying = 3;

    // What holds for the model whatever form its file has; hashes, sizes and the file's own id are another file's.
    private static readonly string[] Inherited =
    [
        "air",
        "model_id",
        "version_id",
        "model_name",
        "version_name",
        "model_type",
        "file_type",
        "base_model",
        "creator",
        "tags",
        "trigger_words",
        "licence",
        IdentityRecord.Member,
    ];

    /// <returns>The record's path, null when it could not be written, and what a person should know.</returns>
    public static (string? Path, string? Note) Write(ConvertedFile file, ConversionRequest request, TimeProvider time)
    {
        try
        {
            var record = Describe(file, request, time.GetUtcNow());
            if (request.Precision is { } precision)
                record["precision"] = precision;
            var note = Inherit(record, file);
            if (file.WasThere && File.Exists(Sidecar.PathOf(file.Path)))
                return (Sidecar.PathOf(file.Path), AddMissing(file, record) ?? note);
            var aside = SidecarStore.Write(file.Path, record);
            return (Sidecar.PathOf(file.Path), aside ?? note);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return (null, $"the sidecar is missing: {DiskFailures.From(ex, Sidecar.PathOf(file.Path)).Message}");
        }
    }

    // What stands beside a file that was there was said by somebody who knew it; nothing of it is replaced.
    private static string? AddMissing(ConvertedFile file, JsonObject record)
    {
        var path = Sidecar.PathOf(file.Path);
        try
        {
            if (SidecarStore.Find(file.Path) is not { } older)
                return null;
            if (Sha256Of(older) is { } hash && !hash.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
                return $"{path} tells of other bytes ({hash}) and is left as it is";
            var sameModel = Inherited
                .Take(Identifying)
                .All(name => older[name] is null || JsonNode.DeepEquals(older[name], record[name]));
            var count = older.Count;
            foreach (var (name, value) in record)
            {
                if (older[name] is null && (sameModel || !Inherited.Contains(name)))
                    older[name] = value?.DeepClone();
            }

            if (older.Count != count)
                AtomicFile.WriteJson(path, older);
            return null;
        }
        catch (JsonException problem)
        {
            return $"{path} cannot be read and is left as it is: {problem.Message}";
        }
    }

    private static string? Sha256Of(JsonObject record) =>
        (record["hashes"] as JsonObject)?["sha256"] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : null;

    private static JsonObject Describe(ConvertedFile file, ConversionRequest request, DateTimeOffset now) =>
        new()
        {
            ["schema_version"] = 1,
            ["source"] = Source,
            ["converted_at"] = now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["file_name"] = Path.GetFileName(file.Path),
            ["size_bytes"] = file.SizeBytes,
            ["hashes"] = new JsonObject { ["sha256"] = file.Sha256 },
            ["format"] = "SafeTensor",
            ["converted_from"] = new JsonObject
            {
                ["file_name"] = Path.GetFileName(file.Source),
                ["sha256"] = file.SourceSha256,
                ["size_bytes"] = new FileInfo(file.Source).Length,
                ["pruned"] = request.Prunes,
                ["left_out"] = new JsonArray([.. file.LeftOut.Select(name => JsonValue.Create(name))]),
            },
        };

    private static string? Inherit(JsonObject record, ConvertedFile file)
    {
        try
        {
            var known = SidecarStore.Find(file.Source);
            foreach (var name in Inherited)
            {
                if (known?[name] is { } value)
                    record[name] = value.DeepClone();
            }

            // A person's word of the original is one of this file, unless there is one of this file already.
            if (known?[IdentityOverride.Member] is JsonObject word && IdentityOverride.Find(file.Path) is null)
            {
                var carried = word.DeepClone().AsObject();
                if (carried.ContainsKey(IdentityOverride.Size))
                    carried[IdentityOverride.Size] = file.SizeBytes;
                record[IdentityOverride.Member] = carried;
            }

            return null;
        }
        catch (JsonException problem)
        {
            return $"the record of the original cannot be read: {problem.Message}";
        }
    }
}
