using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary><c>GET /api/v1/models</c> and <c>/models/{id}</c> (the server's pages/api/v1/models).</summary>
internal sealed class ModelsEndpoint(Catalogue catalogue, SiteAddresses addresses)
{
    private const int DeepestRow = 1000;
    private const string BlockedTag = "blocked tag";

    public void Map(Routes routes)
    {
        routes.Mixed("/api/v1/models", List);
        routes.Public("/api/v1/models/{id}", Get);
    }

    private Answer List(SandboxCall call)
    {
        // The keys alone decide, whatever their value is.
        if (call.Member is null && (call.Query.Has("favorites") || call.Query.Has("hidden")))
            return Answer.Error(401, "Unauthorized");
        var query = ModelQuery.Read(call.Query);
        if (call.Query.IsWrong)
            return ZodError.Wrapped(call.Query.Issues);
        if (query is { Page: not null, Query: not null })
            return Answer.Error(400, "Cannot use page param with query search. Use cursor-based pagination.");
        if (query.Page * query.Limit > DeepestRow)
            return Answer.Error(429, "You've requested too many pages, please use cursors instead");
        if (
            query.Username is { } name
            && !catalogue.Models.Any(model => ModelFilter.SameName(model.Spec.Creator, name))
        )
            return Answer.Message(404, "User not found");
        if (query.Availability == "Private" && query.Username is null)
            return Answer.Error(401, "Unauthorized");
        if (query.Tag is BlockedTag)
            return Page(call, query, [], []);
        // An unknown tag is dropped, which gives the unfiltered list.
        if (
            query.Tag is { } tag
            && !catalogue.Models.Any(model => model.Spec.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        )
            query = query with { Tag = null };
        return query.Query is null ? Browse(call, query) : Search(call, query);
    }

    private Answer Browse(SandboxCall call, ModelQuery query)
    {
        var found = ModelSort.Sort(query.Sort, catalogue.Models.Where(model => ModelFilter.List(model, query)));
        var limit = (int)query.Limit;
        var metadata = new JsonObject();
        if (query.Cursor is { } cursor)
        {
            var values = cursor.Split('|');
            var expected = ModelSort.ColumnCount(query.Sort);
            if (values.Length != expected)
                return Answer.Message(
                    400,
                    $"Invalid cursor: expected {expected} value(s) for this sort, received {values.Length}"
                );
            var row = values.Select(JsNumber.Parse).ToArray();
            if (row.Any(double.IsNaN))
                return Answer.Message(400, "Invalid cursor");
            var start = row.Select(value => (long)value).ToArray();
            found = found.FindAll(model => ModelSort.IsAtOrAfter(query.Sort, model, start));
        }
        else if (query.Page is { } page)
        {
            found = [.. found.Skip((int)((page - 1) * limit))];
        }

        if (found.Count > limit && limit > 0)
        {
            var next = string.Join('|', ModelSort.Columns(query.Sort, found[limit]));
            metadata["nextCursor"] = next;
            metadata["nextPage"] = PageLink.Next(call, ("cursor", next));
        }

        // A cursor switches page mode off.
        if (query is { Page: { } shown, Cursor: null })
        {
            metadata["currentPage"] = shown;
            metadata["pageSize"] = limit;
        }

        return Page(call, query, found.Take(limit), metadata);
    }

    // The offset counts search hits; the other filters come afterwards, so a page may be short and yet not the last.
    private Answer Search(SandboxCall call, ModelQuery query)
    {
        var hits = catalogue.Models.Where(model => ModelFilter.Search(model, query)).ToList();
        var offset = int.TryParse(query.Cursor, out var parsed) ? Math.Max(0, parsed) : 0;
        var limit = (int)query.Limit;
        var metadata = new JsonObject();
        if (offset + limit < hits.Count)
        {
            metadata["nextCursor"] = (offset + limit).ToString();
            metadata["nextPage"] = PageLink.Next(call, ("cursor", (offset + limit).ToString()));
        }

        var shown = hits.Skip(offset).Take(limit).Where(model => ModelFilter.Rest(model, query));
        return Page(call, query, shown, metadata);
    }

    private Answer Page(SandboxCall call, ModelQuery query, IEnumerable<SeededModel> models, JsonObject metadata)
    {
        var json = new ModelJson(call.Base, addresses.Images);
        return Answer.Ok(
            new JsonObject
            {
                ["items"] = new JsonArray([.. models.Select(model => (JsonNode)json.ListItem(model, query))]),
                ["metadata"] = metadata,
            }
        );
    }

    private Answer Get(SandboxCall call)
    {
        if (RouteId.Read(call.Route("id"), out var id) is { } refusal)
            return refusal;
        var model = catalogue.FindModel(id);
        return model is { IsVisible: true }
            ? Answer.Ok(new ModelJson(addresses.Civitai, addresses.Images).Single(model))
            : Answer.Error(404, $"No model with id {id}");
    }
}
