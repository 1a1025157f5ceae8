using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Creators;

/// <summary><c>GET /api/v1/creators</c> (the server's pages/api/v1/creators.ts; recorded: creators-list).</summary>
internal sealed class CreatorsEndpoint(Catalogue catalogue, SiteAddresses addresses)
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 200;

    public void Map(Routes routes) => routes.Public("/api/v1/creators", List);

    private Answer List(SandboxCall call)
    {
        var page = call.Query.Number("page", 0) ?? 1;
        var limit = (int)(call.Query.Number("limit", 1, MaximumLimit) ?? DefaultLimit);
        var query = call.Query.Text("query");
        if (call.Query.IsWrong)
            return ZodError.Bare(call.Query.Issues);
        var found = catalogue
            .People.Where(person => query is null || person.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var number = Math.Max(1, (int)page);
        var metadata = PageMetadata.Of(found.Count, number, limit);
        var hasMore = number * limit < found.Count;
        if (query is not null)
            metadata["hasMore"] = hasMore;
        if (hasMore)
            metadata["nextPage"] = PageLink.Next(call, ("page", (number + 1).ToString()));
        if (number > 1)
            metadata["prevPage"] = PageLink.Next(call, ("page", (number - 1).ToString()));
        var items = found.Skip((number - 1) * limit).Take(limit).Select(person => (JsonNode)Item(person, call.Base));
        return Answer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]), ["metadata"] = metadata });
    }

    // A count of 0 and a missing picture are left out.
    private JsonObject Item(Person person, string address)
    {
        var json = new JsonObject { ["username"] = person.Name };
        if (person.ModelCount > 0)
            json["modelCount"] = person.ModelCount;
        json["link"] = $"{address}/api/v1/models?username={person.Name}";
        if (person.AvatarPath is { } path)
            json["image"] = addresses.Images + path;
        return json;
    }
}
