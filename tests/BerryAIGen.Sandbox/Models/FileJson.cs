using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary>Files as the answers list them.</summary>
internal sealed class FileJson(string address)
{
    /// <summary>In models: metadata has only the keys that are set, and <c>primary</c> is true or missing.</summary>
    public JsonArray OfModel(SeededVersion version)
    {
        if (version.Model.Spec.Mode == "Archived")
            return [];
        var primary = FileChoice.Primary(version);
        return new JsonArray([
            .. version.Files.Select(file =>
            {
                var json = Head(file, withOverride: true);
                json["metadata"] = Metadata(file, withNulls: false);
                json["hashes"] = Hashes(file);
                json["downloadUrl"] = DownloadUrl(version, file, file == primary);
                if (file == primary)
                    json["primary"] = true;
                return (JsonNode)json;
            }),
        ]);
    }

    /// <summary>In versions: metadata has null members, and <c>primary</c> is always there.</summary>
    public JsonArray OfVersion(SeededVersion version)
    {
        var primary = FileChoice.Primary(version);
        return new JsonArray([
            .. version.Files.Select(file =>
            {
                var json = Head(file, withOverride: false);
                json["metadata"] = Metadata(file, withNulls: true);
                json["hashes"] = Hashes(file);
                json["primary"] = file == primary;
                json["downloadUrl"] = DownloadUrl(version, file, file == primary);
                return (JsonNode)json;
            }),
        ]);
    }

    // An archived model lists none; a linked component is listed although it lies with another version.
    private static IEnumerable<SeededFile> Listed(SeededVersion version)
    {
        if (version.Model.Spec.Mode == "Archived")
            return [];
        return version.LinkedFile is { } linked ? version.Files.Append(linked) : version.Files;
    }

    public static JsonObject Hashes(SeededFile file)
    {
        var json = new JsonObject();
        if (file.Spec.Scan == "Pending")
            return json;
        foreach (var (kind, value) in file.Hashes.All)
            json[kind] = value;
        return json;
    }

    public static double SizeKilobytes(SeededFile file) => file.Content.Length / 1024.0;

    private static JsonObject Head(SeededFile file, bool withOverride)
    {
        var isScanned = file.Spec.Scan != "Pending";
        var json = new JsonObject
        {
            ["id"] = file.Id,
            ["sizeKB"] = SizeKilobytes(file),
            ["name"] = file.Name,
        };
        if (withOverride)
            json["overrideName"] = file.Spec.OverrideName;
        json["type"] = file.Spec.Type;
        json["pickleScanResult"] = file.Spec.Scan;
        json["pickleScanMessage"] = file.Spec.ScanMessage ?? (isScanned ? "No Pickle imports" : null);
        json["virusScanResult"] = isScanned ? "Success" : "Pending";
        json["virusScanMessage"] = null;
        json["scannedAt"] = isScanned ? JsonText.Date(file.Version.PublishedAt.AddMinutes(7)) : null;
        return json;
    }

    private static JsonObject Metadata(SeededFile file, bool withNulls)
    {
        var spec = file.Spec;
        var json = new JsonObject
        {
            ["format"] = spec.Format,
            ["size"] = spec.Size,
            ["fp"] = spec.Fp,
        };
        if (spec.QuantType is not null)
            json["quantType"] = spec.QuantType;
        if (withNulls)
            return json;
        foreach (var (name, value) in json.ToList())
        {
            if (value is null)
                json.Remove(name);
        }

        return json;
    }

    // Primary: the version's address. Others: what is set, in this order; two equal files get the same address.
    private string DownloadUrl(SeededVersion version, SeededFile file, bool isPrimary)
    {
        var url = $"{address}/api/download/models/{version.Id}";
        if (isPrimary)
            return url;
        var spec = file.Spec;
        (string Name, string? Value)[] parts =
        [
            ("type", spec.Type),
            ("format", spec.Type == "Training Data" ? null : spec.Format),
            ("size", spec.Size),
            ("fp", spec.Fp),
            ("quantType", spec.QuantType),
        ];
        var query = parts
            .Where(part => part.Value is not null)
            .Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return $"{url}?{string.Join('&', query)}";
    }
}
