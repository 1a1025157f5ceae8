using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Site;

/// <summary>A file as Civitai's <c>mini</c> route tells of it: what a program needs that only wants to have it.</summary>
public static class SiteMini
{
    /// <param name="file">The file.</param>
    /// <param name="address">Of this server.</param>
    /// <param name="isExact">Whether it was asked for by its own number.</param>
    /// <param name="needsKey">Whether this server asks for a key.</param>
    public static JsonObject Of(SiteFile file, string address, bool isExact, bool needsKey)
    {
        var (version, model) = (file.Version, file.Version.SourceModel!);
        var modelBody = SiteJson.Parse(model.Body);
        var body = SiteJson.BodyOf(version, modelBody);
        var url = $"{address}/api/download/models/{SiteIds.Of(version)}";
        // What is here needs nobody's permission any more.
        var paid = file.Path is null ? body["paidAccess"] as JsonObject : null;
        var air = SiteJson.AirFor(version, body);
        var json = new JsonObject
        {
            ["air"] = isExact ? $"{air}+{file.Id}" : air,
            ["versionName"] = version.Name,
            ["modelName"] = model.Name,
            ["baseModel"] = version.BaseModel ?? "Other",
        };
        SiteJson.Copy(modelBody, json, "availability", "Public");
        SiteJson.Copy(modelBody, json, "userId", -1);
        SiteJson.Copy(body, json, "publishedAt", SiteJson.Date(version.UpdatedAt));
        json["size"] = file.SizeKilobytes;
        json["fileType"] = file.Type;
        json["fileName"] = file.Name;
        json["hashes"] = file.HashesOf();
        json["downloadUrls"] = new JsonArray(isExact ? $"{url}?fileId={file.Id}" : url);
        if (file.Metadata("format") is { } format)
            json["format"] = format;
        json["canGenerate"] = modelBody["supportsGeneration"]?.DeepClone() ?? false;
        json["isFeatured"] = false;
        json["requireAuth"] = needsKey;
        json["checkPermission"] = paid is not null;
        if (paid is not null)
            (json["earlyAccessEndsAt"], json["freeTrialLimit"]) = (paid["endsAt"]?.DeepClone(), null);
        SiteJson.Copy(modelBody, json, "minor", false);
        SiteJson.Copy(modelBody, json, "sfwOnly", false);
        json["payoutEnabled"] = false;
        json["additionalResourceCharge"] = false;
        json["fees"] = new JsonArray();
        return json;
    }
}
