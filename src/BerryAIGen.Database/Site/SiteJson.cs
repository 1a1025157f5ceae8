using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Site;

/// <summary>
/// Models and versions in the shapes of Civitai's API of 2026: what Civitai itself said of them, completed where it said
/// nothing, with the addresses of this server.
/// </summary>
/// <param name="address">Of this server, without a slash at the end.</param>
/// <param name="present">The files that can be downloaded here.</param>
internal sealed class SiteJson(string address, SiteFiles present)
{
    private const int MostImages = 20;

    /// <summary>As the list and the single route send it.</summary>
    public JsonObject Model(SourceModelRow model, bool isList, bool primaryOnly)
    {
        var body = Parse(model.Body);
        var json = new JsonObject { ["id"] = SiteIds.Of(model), ["name"] = model.Name };
        Copy(body, json, "description", null);
        Copy(body, json, "allowNoCredit", true);
        Copy(body, json, "allowCommercialUse", new JsonArray());
        Copy(body, json, "allowDerivatives", true);
        Copy(body, json, "allowDifferentLicense", true);
        json["type"] = model.Type ?? "Other";
        Copy(body, json, "minor", false);
        Copy(body, json, "sfwOnly", false);
        Copy(body, json, "poi", false);
        Copy(body, json, "nsfw", false);
        Copy(body, json, "nsfwLevel", 0);
        Copy(body, json, "availability", "Public");
        Copy(body, json, "userId", -1);
        json["baseModels"] = new JsonArray([
            .. model
                .Versions.Select(version => version.BaseModel)
                .OfType<string>()
                .Distinct()
                .Select(name => JsonValue.Create(name)),
        ]);
        Copy(body, json, "cosmetic", null);
        Copy(body, json, "supportsGeneration", false);
        if (body["mode"] is { } mode)
            json["mode"] = mode.DeepClone();
        Copy(body, json, "stats", Stats(isModel: true));
        if (body["creator"] is { } creator)
            json["creator"] = creator.DeepClone();
        else if (model.Creator is { } name)
            json["creator"] = new JsonObject { ["username"] = name, ["image"] = null };
        Copy(body, json, "tags", new JsonArray());
        var told = Told(body);
        json["modelVersions"] = new JsonArray([
            .. model
                .Versions.Where(version => present.Lists(version))
                .Select(version =>
                {
                    var within = told.GetValueOrDefault(SiteIds.Of(version));
                    var body = within ?? Parse(version.Body);
                    return (Row: version, Body: body, Files: present.Of(version, body, onlyTold: within is not null));
                })
                .OrderBy(version => version.Body["index"]?.GetValue<int>() ?? int.MaxValue)
                .ThenByDescending(version => SiteIds.Of(version.Row))
                .Select(
                    (version, index) => InModel(version.Row, version.Body, version.Files, index, isList, primaryOnly)
                ),
        ]);
        return json;
    }

    /// <summary>As <c>/model-versions/*</c> send it.</summary>
    public JsonObject Version(ModelVersionRow version)
    {
        var model = version.SourceModel!;
        var modelBody = Parse(model.Body);
        var body = BodyOf(version, modelBody);
        var json = new JsonObject
        {
            ["id"] = SiteIds.Of(version),
            ["modelId"] = SiteIds.Of(model),
            ["name"] = version.Name,
        };
        Copy(body, json, "nsfwLevel", 0);
        Copy(body, json, "createdAt", Date(version.UpdatedAt));
        Copy(body, json, "updatedAt", Date(version.UpdatedAt));
        Copy(body, json, "status", "Published");
        Copy(body, json, "publishedAt", Date(version.UpdatedAt));
        Copy(body, json, "trainedWords", new JsonArray());
        Copy(body, json, "trainingStatus", null);
        Copy(body, json, "trainingDetails", null);
        json["baseModel"] = version.BaseModel ?? "Other";
        Copy(body, json, "baseModelType", null);
        Copy(body, json, "description", null);
        Copy(body, json, "uploadType", "Created");
        Copy(body, json, "usageControl", "Download");
        Copy(body, json, "licensingFee", null);
        Copy(body, json, "paidAccess", null);
        json["air"] = AirFor(version, body);
        Copy(body, json, "stats", new JsonObject { ["downloadCount"] = 0, ["thumbsUpCount"] = 0 });
        Copy(body, json, "model", Parent(model, modelBody));
        var files = present.Of(version, body);
        json["files"] = new JsonArray([.. files.Select(file => file.InVersion(address))]);
        json["images"] = Images(body, 10);
        if (modelBody["mode"]?.ToString() != "Archived" || files.Any(file => file.Path is not null))
            json["downloadUrl"] = Download(version);
        return json;
    }

    private JsonObject InModel(
        ModelVersionRow version,
        JsonObject body,
        IReadOnlyList<SiteFile> files,
        int index,
        bool isList,
        bool primaryOnly
    )
    {
        var json = new JsonObject { ["id"] = SiteIds.Of(version) };
        Copy(body, json, "index", index);
        json["name"] = version.Name;
        json["baseModel"] = version.BaseModel ?? "Other";
        if (!isList)
            Copy(body, json, "createdAt", Date(version.UpdatedAt));
        Copy(body, json, "baseModelType", null);
        if (!isList)
            Copy(body, json, "status", "Published");
        Copy(body, json, "publishedAt", Date(version.UpdatedAt));
        Copy(body, json, "flags", 0);
        Copy(body, json, "availability", "Public");
        Copy(body, json, "nsfwLevel", 0);
        if (!isList)
            Copy(body, json, "covered", false);
        Copy(body, json, "description", null);
        Copy(body, json, "trainedWords", new JsonArray());
        if (isList)
            Copy(body, json, "vaeId", null);
        Copy(body, json, "earlyAccessDeadline", null);
        Copy(body, json, "paidAccess", null);
        Copy(body, json, "stats", Stats(isModel: false));
        if (isList)
            Copy(body, json, "supportsGeneration", false);
        json["files"] = new JsonArray([
            .. files.Where(file => !primaryOnly || file.IsPrimary).Select(file => file.InModel(address)),
        ]);
        json["images"] = isList ? WithIds(Images(body, MostImages)) : Images(body, MostImages);
        // The single route leaves out what is null or an empty list, in versions only.
        if (!isList)
            foreach (var (name, value) in json.ToArray())
                if (value is null or JsonArray { Count: 0 })
                    json.Remove(name);
        // Of an archived model only what is here can be had.
        if (files.Count > 0)
            json["downloadUrl"] = Download(version);
        return json;
    }

    private string Download(ModelVersionRow version) => $"{address}/api/download/models/{SiteIds.Of(version)}";

    /// <summary>What was told of a version alone, or within its model.</summary>
    internal static JsonObject BodyOf(ModelVersionRow version, JsonObject modelBody) =>
        version.Body is null ? Told(modelBody).GetValueOrDefault(SiteIds.Of(version)) ?? [] : Parse(version.Body);

    internal static string AirFor(ModelVersionRow version, JsonObject body) =>
        version.Air ?? body["air"]?.ToString() ?? AirOf(version);

    private static string AirOf(ModelVersionRow version) =>
        version.SourceModel is { Source: SiteIds.Civitai } model
            ? Air.ForModel(
                    version.BaseModel,
                    model.Type,
                    new ModelId(SiteIds.Of(model)),
                    new ModelVersionId(SiteIds.Of(version))
                )
                .ToString()
            : $"urn:air:other:other:{version.SourceModel!.Source}:{SiteIds.Of(version.SourceModel)}@{SiteIds.Of(version)}";

    private static JsonObject Parent(SourceModelRow model, JsonObject body)
    {
        var json = new JsonObject { ["name"] = model.Name, ["type"] = model.Type ?? "Other" };
        Copy(body, json, "nsfw", false);
        Copy(body, json, "poi", false);
        return json;
    }

    // The versions as the model's own answer has them, by their numbers.
    private static Dictionary<int, JsonObject> Told(JsonObject body) =>
        (body["modelVersions"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(version => version["id"] is JsonValue id && id.TryGetValue<int>(out _))
            .GroupBy(version => version["id"]!.GetValue<int>())
            .ToDictionary(group => group.Key, group => group.First());

    private static JsonArray Images(JsonObject body, int most) =>
        new([.. (body["images"] as JsonArray ?? []).Take(most).Select(image => image?.DeepClone())]);

    // The single route leaves the numbers of pictures out; they are the names of their files.
    private static JsonArray WithIds(JsonArray images)
    {
        foreach (var image in images.OfType<JsonObject>().Where(image => image["id"] is null))
        {
            var name = Path.GetFileNameWithoutExtension(image["url"]?.ToString() ?? "");
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                image.Insert(0, "id", id);
        }

        return images;
    }

    private static JsonObject Stats(bool isModel)
    {
        var stats = new JsonObject
        {
            ["downloadCount"] = 0,
            ["thumbsUpCount"] = 0,
            ["thumbsDownCount"] = 0,
        };
        if (isModel)
            (stats["commentCount"], stats["tippedAmountCount"]) = (0, 0);
        return stats;
    }

    internal static void Copy(JsonObject from, JsonObject to, string name, JsonNode? otherwise) =>
        to[name] = from.TryGetPropertyValue(name, out var value) ? value?.DeepClone() : otherwise;

    internal static JsonObject Parse(string? text) => text is null ? [] : JsonNode.Parse(text) as JsonObject ?? [];

    internal static string Date(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
