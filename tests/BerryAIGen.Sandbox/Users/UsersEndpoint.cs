using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Users;

/// <summary><c>GET /api/v1/me</c> and <c>/users</c> (the server's pages/api/v1/me.ts and users/index.ts).</summary>
internal sealed class UsersEndpoint(Catalogue catalogue)
{
    private const int WithoutIds = 5;
    private const int FullScope = 33_554_431;

    public void Map(Routes routes)
    {
        routes.Authed("/api/v1/me", "GET", Me);
        routes.Public("/api/v1/users", List);
    }

    private static Answer Me(SandboxCall call)
    {
        var member = call.Member!;
        var json = new JsonObject { ["id"] = member.Id, ["username"] = member.Username };
        if (member.Tier is not null)
            json["tier"] = member.Tier;
        json["status"] = member.Status;
        json["isMember"] = member.IsPaying;
        json["subscriptions"] = member.IsPaying ? new JsonArray("yellow") : [];
        json["email"] = $"{member.Username}@example.com";
        json["emailVerified"] = "2024-05-06T07:08:09.000Z";
        json["tokenScope"] = FullScope;
        json["buzzLimit"] = null;
        json["subject"] = new JsonObject { ["type"] = "apiKey", ["id"] = member.Id * 10 };
        return Answer.Ok(json);
    }

    private Answer List(SandboxCall call)
    {
        var ids = call.Query.Numbers("ids");
        var query = call.Query.Text("query");
        call.Query.Refuse("undefined", "email");
        if (call.Query.IsWrong)
            return ZodError.Unwrapped(call.Query.Issues);
        var found = catalogue
            .People.Where(person => ids is null || ids.Contains(person.Id))
            .Where(person => query is null || person.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase));
        if (query is not null)
            found = found.OrderBy(person => person.Name.Length);
        var items = found.Take(ids?.Count ?? WithoutIds).Select(person => (JsonNode)Item(person));
        return Answer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]) });
    }

    // The picture is an id, not an address.
    private static JsonObject Item(Person person) =>
        new()
        {
            ["id"] = person.Id,
            ["username"] = person.Name,
            ["avatarUrl"] = person.AvatarPath is null ? null : person.AvatarId.ToString(),
            ["avatarNsfw"] = 1,
            ["meta"] = null,
        };
}
