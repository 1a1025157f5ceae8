using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Articles;

/// <summary>Articles as the routes send them.</summary>
internal static class ArticleJson
{
    private static readonly string[] Counts =
    [
        "favoriteCount",
        "collectedCount",
        "commentCount",
        "likeCount",
        "dislikeCount",
        "heartCount",
        "laughCount",
        "cryCount",
        "viewCount",
        "tippedAmountCount",
    ];

    public static JsonObject ListItem(Article article, string images) => Of(article, "", images);

    // The detail counts under other names, has the text, and hides a cover above the ceiling.
    public static JsonObject Detail(Article article, string images)
    {
        var json = Of(article, "AllTime", images);
        json["content"] = article.Content;
        json["contentJson"] = null;
        json["attachments"] = new JsonArray();
        if (article.NsfwLevel > 1)
            json.Remove("coverImage");
        return json;
    }

    private static JsonObject Of(Article article, string suffix, string images)
    {
        var stats = new JsonObject();
        foreach (var name in Counts)
            stats[name + suffix] = article.Id % (name.Length + 3);
        var picture = Person.AvatarPathOf(article.User);
        return new JsonObject
        {
            ["id"] = article.Id,
            ["title"] = article.Title,
            ["publishedAt"] = JsonText.Date(article.PublishedAt),
            ["createdAt"] = JsonText.Date(article.PublishedAt.AddDays(-1)),
            ["updatedAt"] = JsonText.Date(article.PublishedAt.AddHours(2)),
            ["nsfwLevel"] = article.NsfwLevel,
            ["availability"] = "Public",
            ["status"] = "Published",
            ["stats"] = stats,
            ["user"] = new JsonObject
            {
                ["id"] = SeedContext.CreatorIdOf(article.User),
                ["username"] = article.User,
                ["image"] = picture is null ? null : images + picture,
            },
            ["tags"] = new JsonArray([.. article.Tags.Select(Tag)]),
            ["coverImage"] = new JsonObject
            {
                ["id"] = article.Id * 10,
                ["url"] = SeedContext.UuidOf(article.Id).ToString(),
                ["nsfwLevel"] = article.NsfwLevel,
                ["width"] = 640,
                ["height"] = 360,
            },
        };
    }

    private static JsonNode Tag(string name) =>
        new JsonObject
        {
            ["id"] = SeedContext.CreatorIdOf(name),
            ["name"] = name,
            ["isCategory"] = name == "guide",
        };
}
