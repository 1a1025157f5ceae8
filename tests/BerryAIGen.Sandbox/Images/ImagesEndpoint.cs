using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Images;

/// <summary><c>GET /api/v1/images</c> (the server's pages/api/v1/images).</summary>
internal sealed class ImagesEndpoint(Catalogue catalogue, SiteAddresses addresses)
{
    private const int DeepestRow = 1000;

    public void Map(Routes routes) => routes.Public("/api/v1/images", List);

    private Answer List(SandboxCall call)
    {
        var query = ImageQuery.Read(call.Query);
        if (call.Query.IsWrong)
            return ZodError.Wrapped(call.Query.Issues);
        if (query.Page * query.Limit > DeepestRow)
            return Answer.Error(429, "You've requested too many pages, please use cursors instead");
        var found = Sorted(query);
        var start = Start(query, found);
        var shown = found.Skip(start).Take(query.Limit).ToList();
        return Answer.Ok(
            new JsonObject
            {
                ["items"] = new JsonArray([
                    .. shown.Select(image => (JsonNode)ImageJson.Of(image, query, addresses.Images)),
                ]),
                ["metadata"] = Metadata(call, query, found, start + shown.Count),
            }
        );
    }

    // A model's pictures sorted by reactions come like the newest: that path has no such index.
    private List<SeededImage> Sorted(ImageQuery query)
    {
        var found = catalogue
            .Models.Where(model => model.IsVisible)
            .SelectMany(model => model.Versions)
            .Where(version => version.IsPublished)
            .SelectMany(version => version.Images)
            .Where(image => Fits(image, query));
        var isNewest =
            query.Sort == "Newest" || (query is { ModelId: not null, VersionId: null } && query.Sort != "Oldest");
        return query.Sort switch
        {
            _ when isNewest => [.. found.OrderByDescending(ImageJson.CreatedAt).ThenByDescending(image => image.Id)],
            "Oldest" => [.. found.OrderBy(ImageJson.CreatedAt).ThenBy(image => image.Id)],
            "Random" => [.. found.OrderBy(image => image.Uuid)],
            _ => [.. found.OrderByDescending(ImageJson.Reactions).ThenByDescending(image => image.Id)],
        };
    }

    private static bool Fits(SeededImage image, ImageQuery query)
    {
        var version = image.Version;
        // A version makes the model's id be ignored.
        var modelId = query.VersionId is null ? query.ModelId : null;
        return (image.Level & query.Mask) != 0
            && Is(query.ImageId, image.Id)
            && Is(query.VersionId, version.Id)
            && Is(modelId, version.Model.Id)
            && Is(query.PostId, ImageJson.PostId(image))
            && Is(query.UserId, version.Model.CreatorId)
            && (query.Username is null || ModelFilter.SameName(version.Model.Spec.Creator, query.Username))
            && (query.Type is null || query.Type == (image.IsVideo ? "video" : "image"))
            && (query.BaseModels is null || query.BaseModels.Contains(version.Spec.BaseModel))
            && (!query.RequiringMeta || image.HasMeta);
    }

    private static bool Is(double? wanted, int value) => wanted is null || wanted == value;

    private static int Start(ImageQuery query, List<SeededImage> found)
    {
        if (query.Cursor is null)
            return query.Page is { } page ? (int)(page - 1) * query.Limit : 0;
        if (!int.TryParse(query.Cursor.Split('|')[0], out var position))
            return 0;
        return query.IsLegacyPath ? Math.Max(0, found.FindIndex(image => image.Id == position)) : position;
    }

    // Page mode names the next page and no cursor; otherwise the cursor is an offset with a time, or an id.
    private static JsonObject Metadata(SandboxCall call, ImageQuery query, List<SeededImage> found, int next)
    {
        var metadata = new JsonObject();
        var hasMore = next < found.Count && query.Limit > 0;
        if (query is { Page: { } page, Cursor: null })
        {
            if (hasMore)
                metadata["nextPage"] = PageLink.Next(call, ("page", (page + 1).ToString()));
            metadata["currentPage"] = page;
            metadata["pageSize"] = query.Limit;
        }
        else if (hasMore)
        {
            var cursor = query.IsLegacyPath
                ? found[next].Id.ToString()
                : $"{next}|{found[0].Version.PublishedAt.ToUnixTimeMilliseconds()}";
            metadata["nextCursor"] = cursor;
            metadata["nextPage"] = PageLink.Next(call, ("cursor", cursor));
        }

        return metadata;
    }
}
