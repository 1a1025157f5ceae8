using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Collections;

/// <summary>A collection of the seed.</summary>
internal sealed record Collection(
    int Id,
    string Name,
    string? Description,
    string? Type,
    int? NsfwLevel,
    string Read,
    int ItemCount,
    string? User,
    int Followers,
    IReadOnlyList<string> Tags
)
{
    /// <summary>As in the list; the detail has no count and has tags.</summary>
    public JsonObject ToJson(bool isDetail)
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["name"] = Name,
            ["description"] = Description,
            ["type"] = Type,
            ["nsfwLevel"] = NsfwLevel,
            ["read"] = Read,
            ["isPublic"] = Read == "Public",
        };
        if (!isDetail)
            json["itemCount"] = ItemCount;
        json["coverImageUrl"] = null;
        json["user"] = new JsonObject
        {
            ["id"] = User is null ? null : SeedContext.CreatorIdOf(User),
            ["username"] = User,
        };
        if (isDetail)
            json["tags"] = new JsonArray([.. Tags.Select(Tag)]);
        return json;
    }

    private static JsonNode Tag(string name) =>
        new JsonObject { ["id"] = SeedContext.CreatorIdOf(name), ["name"] = name };
}
