using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Collections;

/// <summary><c>GET /api/v1/collections</c> and <c>/collections/{id}</c>; everybody is anonymous here.</summary>
internal sealed class CollectionsEndpoint(PublicLimiter limiter)
{
    private const int MaximumLimit = 100;
    private const int LongestQuery = 100;
    private const string Family = "collections";
    private const string MostFollowers = "Most Followers";

    private readonly IReadOnlyList<Collection> collections = SeedData.Read<IReadOnlyList<Collection>>(
        "collections.json"
    );

    public void Map(Routes routes)
    {
        routes.Mixed("/api/v1/collections", call => limiter.Refuse(call, Family) ?? List(call));
        routes.Mixed("/api/v1/collections/{id}", call => limiter.Refuse(call, Family) ?? Get(call));
    }

    private Answer List(SandboxCall call)
    {
        var query = call.Query;
        var limit = (int)(query.Number("limit", 1, MaximumLimit) ?? MaximumLimit);
        var cursor = query.Number("cursor", 1);
        var text = query.Text("query", LongestQuery);
        var sort = query.Word("sort", SiteEnums.All.CollectionSorts);
        query.YesOrNo("nsfw");
        if (query.IsWrong)
            return ZodError.Wrapped(query.Issues);
        if (cursor is not null && sort == MostFollowers)
            return Answer.Error(
                400,
                "Cursor pagination is only supported for the default (Newest) sort. Omit `sort=Most Followers` when paginating with a cursor, or request the first page without a cursor."
            );
        var found = collections
            .Where(collection => collection.Read == "Public")
            .Where(collection => text is null || collection.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(collection => cursor is null || collection.Id <= cursor)
            .OrderByDescending(collection => sort == MostFollowers ? collection.Followers : collection.Id)
            .ToList();
        var metadata = new JsonObject();
        if (found.Count > limit && sort != MostFollowers)
        {
            // A number here, unlike everywhere else.
            metadata["nextCursor"] = found[limit].Id;
            metadata["nextPage"] = PageLink.Next(call, ("cursor", found[limit].Id.ToString()));
        }

        var items = found.Take(limit).Select(collection => (JsonNode)collection.ToJson(isDetail: false));
        return Answer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]), ["metadata"] = metadata });
    }

    private Answer Get(SandboxCall call)
    {
        if (RouteId.Read(call.Route("id"), out var id) is { } refusal)
            return refusal;
        // A private one does not exist for anybody here.
        return
            collections.FirstOrDefault(collection => collection.Id == id && collection.Read != "Private") is { } found
            ? Answer.Ok(found.ToJson(isDetail: true))
            : Answer.Error(404, $"No collection with id {id}");
    }
}
