using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Site;

/// <summary>Which files of versions are here, and what is said of them.</summary>
/// <param name="paths">By row of the file.</param>
/// <param name="listsAll">Whether files that are not here are listed as well, because Civitai has them.</param>
internal sealed class SiteFiles(IReadOnlyDictionary<long, string> paths, bool listsAll)
{
    public bool Lists(ModelVersionRow version) => listsAll || version.Files.Exists(file => paths.ContainsKey(file.Id));

    /// <summary>The primary one first.</summary>
    /// <param name="version">Whose.</param>
    /// <param name="body">What was told of it.</param>
    /// <param name="onlyTold">
    /// Whether files that are not here count only where the body tells of them: a version told alone has files that its
    /// model does not list, those of an archived one first of all.
    /// </param>
    public IReadOnlyList<SiteFile> Of(ModelVersionRow version, JsonObject body, bool onlyTold = false)
    {
        var told = (body["files"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(file => file["id"] is not null)
            .GroupBy(file => file["id"]!.ToString())
            .ToDictionary(group => group.Key, group => group.First());
        var files = version
            .Files.Where(file =>
                paths.ContainsKey(file.Id) || (listsAll && (!onlyTold || told.ContainsKey(file.SourceId)))
            )
            .Select(file => new SiteFile(
                version,
                file,
                told.GetValueOrDefault(file.SourceId) ?? SiteJson.Parse(file.Body),
                paths.GetValueOrDefault(file.Id)
            ))
            .OrderByDescending(file => file.IsToldPrimary)
            .ThenByDescending(file => file.IsModel)
            .ThenBy(file => file.Id)
            .ToArray();
        if (files.Length > 0)
            files[0].IsPrimary = true;
        return files;
    }
}

/// <summary>One file of a version.</summary>
public sealed class SiteFile
{
    private static readonly string[] Hashes = ["AutoV1", "AutoV2", "SHA256", "CRC32", "BLAKE3", "AutoV3"];
    private readonly ModelFileRow _row;
    private readonly JsonObject _body;

    internal SiteFile(ModelVersionRow version, ModelFileRow row, JsonObject body, string? path) =>
        (Version, _row, _body, Path) = (version, row, body, path);

    internal ModelVersionRow Version { get; }

    internal JsonNode SizeKilobytes => _body["sizeKB"]?.DeepClone() ?? (_row.SizeBytes ?? 0) / 1024.0;

    public int Id => SiteIds.Of(Version.SourceModel!.Source, _row.SourceId, _row.Id);

    public string Name => _row.Name;

    /// <summary>Where it lies here; null when it does not.</summary>
    public string? Path { get; }

    public string? Sha256 => _row.Sha256;

    public bool IsPrimary { get; internal set; }

    public string Type => _body["type"]?.ToString() ?? "Model";

    internal bool IsToldPrimary => _body["primary"] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;

    internal bool IsModel => Type is "Model" or "Pruned Model";

    /// <summary>A member of its metadata: format, size, fp, quantType.</summary>
    public string? Metadata(string name) => (_body["metadata"] as JsonObject)?[name]?.ToString();

    internal JsonObject InModel(string address)
    {
        var json = Head(withOverride: true);
        var metadata = new JsonObject();
        foreach (var (name, value) in _body["metadata"] as JsonObject ?? [])
            if (value is not null)
                metadata[name] = value.DeepClone();
        json["metadata"] = metadata;
        json["hashes"] = HashesOf();
        json["downloadUrl"] = Download(address);
        if (IsPrimary)
            json["primary"] = true;
        return json;
    }

    internal JsonObject InVersion(string address)
    {
        var json = Head(withOverride: false);
        var metadata = new JsonObject();
        foreach (var name in (string[])["format", "size", "fp"])
            metadata[name] = (_body["metadata"] as JsonObject)?[name]?.DeepClone();
        foreach (var (name, value) in _body["metadata"] as JsonObject ?? [])
            metadata[name] = value?.DeepClone();
        json["metadata"] = metadata;
        json["hashes"] = HashesOf();
        json["primary"] = IsPrimary;
        json["downloadUrl"] = Download(address);
        return json;
    }

    private JsonObject Head(bool withOverride)
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["sizeKB"] = SizeKilobytes,
            ["name"] = _body["name"]?.ToString() ?? _row.Name,
        };
        if (withOverride)
            SiteJson.Copy(_body, json, "overrideName", null);
        json["type"] = Type;
        SiteJson.Copy(_body, json, "pickleScanResult", "Pending");
        SiteJson.Copy(_body, json, "pickleScanMessage", null);
        SiteJson.Copy(_body, json, "virusScanResult", "Pending");
        SiteJson.Copy(_body, json, "virusScanMessage", null);
        SiteJson.Copy(_body, json, "scannedAt", null);
        return json;
    }

    internal JsonObject HashesOf()
    {
        var json = new JsonObject();
        var told = _body["hashes"] as JsonObject;
        string?[] known = [_row.AutoV1, _row.AutoV2, _row.Sha256, _row.Crc32, _row.Blake3, _row.AutoV3];
        foreach (var (name, value) in Hashes.Zip(known))
            if ((value ?? told?[name]?.ToString()) is { } hash)
                json[name] = hash.ToUpperInvariant();
        return json;
    }

    // What is set, in this order; of two files that are described alike only the number tells them apart.
    private string Download(string address)
    {
        var url = $"{address}/api/download/models/{SiteIds.Of(Version)}";
        if (IsPrimary)
            return url;
        (string Name, string? Value)[] parts =
        [
            ("type", Type),
            ("format", Metadata("format")),
            ("size", Metadata("size")),
            ("fp", Metadata("fp")),
            ("quantType", Metadata("quantType")),
        ];
        return $"{url}?{string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"))}";
    }
}
