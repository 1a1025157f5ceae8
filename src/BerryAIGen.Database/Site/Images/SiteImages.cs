using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site.Images;

/// <summary>Pictures as Civitai's list of images sends them: as it told them, completed where only a model tells of them.</summary>
public sealed class SiteImages(LibraryDatabase database, SiteIndex models)
{
    /// <summary>The pictures of a page, in its order.</summary>
    /// <param name="page">Those that are wanted.</param>
    /// <param name="address">Of this server.</param>
    /// <param name="tagged">Whether their tags come along.</param>
    /// <param name="metaOf">How the generation data are given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JsonArray> DescribeAsync(
        IReadOnlyList<SiteImage> page,
        string address,
        bool tagged,
        Func<int, JsonNode?, JsonNode?> metaOf,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var records = page.Select(image => image.Record).ToArray();
        var told = await context
            .SiteRecords.AsNoTracking()
            .Where(row => records.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => SiteJson.Parse(row.Body), cancellationToken);
        var within = await WithinModelsAsync(context, page, cancellationToken);
        JsonArray list = [];
        foreach (var image in page)
        {
            var body = image.Preview is { } preview
                ? new JsonObject { ["url"] = address + preview }
                : told.GetValueOrDefault(image.Record) ?? within.GetValueOrDefault(image.Id);
            if (body is not null)
                list.Add((JsonNode)Describe(image, body, tagged, metaOf));
        }

        return list;
    }

    private async Task<Dictionary<int, JsonObject>> WithinModelsAsync(
        LibraryContext context,
        IReadOnlyList<SiteImage> page,
        CancellationToken cancellationToken
    )
    {
        SiteImage[] here = [.. page.Where(image => image is { Record: 0, Preview: null })];
        var wanted = here.Select(image => image.Id).ToHashSet();
        var rows = here.Select(image => image.ModelRow).Distinct().ToArray();
        Dictionary<int, JsonObject> found = [];
        if (rows.Length == 0)
            return found;
        var entries = (await models.GetAsync(cancellationToken)).ToDictionary(entry => entry.Row);
        foreach (var model in await SiteImageIndex.Models(context, rows).ToListAsync(cancellationToken))
        {
            if (!entries.TryGetValue(model.Id, out var entry))
                continue;
            foreach (
                var (id, body) in SiteImageIndex.Read(
                    entry,
                    model,
                    (image, element) =>
                        (image.Id, wanted.Contains(image.Id) ? JsonObject.Create(element.Clone()) : null)
                )
            )
                if (body is not null)
                    found.TryAdd(id, body);
        }

        return found;
    }

    private static JsonObject Describe(
        SiteImage image,
        JsonObject body,
        bool tagged,
        Func<int, JsonNode?, JsonNode?> metaOf
    )
    {
        var word = Word(image.Level);
        var json = new JsonObject { ["id"] = image.Id };
        SiteJson.Copy(body, json, "url", null);
        SiteJson.Copy(body, json, "hash", null);
        SiteJson.Copy(body, json, "width", null);
        SiteJson.Copy(body, json, "height", null);
        json["nsfwLevel"] = word;
        json["type"] = image.Type;
        json["nsfw"] = word != "None";
        json["browsingLevel"] = image.Level;
        SiteJson.Copy(body, json, "createdAt", Date(image.CreatedAt));
        SiteJson.Copy(body, json, "postId", image.PostId);
        SiteJson.Copy(body, json, "stats", Stats());
        json["meta"] = metaOf(image.Id, body["meta"]?.DeepClone());
        json["username"] = image.Username;
        json["baseModel"] = image.BaseModel;
        json["modelVersionIds"] = new JsonArray([.. image.VersionIds.Select(id => JsonValue.Create(id))]);
        if (tagged)
            SiteJson.Copy(body, json, "tags", new JsonArray());
        return json;
    }

    private static string Word(int level) =>
        level switch
        {
            2 => "Soft",
            4 => "Mature",
            8 or 16 => "X",
            32 => "Blocked",
            _ => "None",
        };

    private static JsonObject Stats() =>
        new()
        {
            ["cryCount"] = 0,
            ["laughCount"] = 0,
            ["likeCount"] = 0,
            ["dislikeCount"] = 0,
            ["heartCount"] = 0,
            ["commentCount"] = 0,
        };

    private static string Date(long milliseconds) =>
        SiteJson.Date(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime);
}
