using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Articles;

/// <summary><c>GET /api/v1/articles</c> and <c>/articles/{id}</c>; everybody is anonymous here.</summary>
internal sealed class ArticlesEndpoint(PublicLimiter limiter, SiteAddresses addresses)
{
    private const int MaximumLimit = 100;
    private const int LongestCursor = 100;
    private const string Family = "articles";

    private readonly IReadOnlyList<Article> articles = SeedData.Read<IReadOnlyList<Article>>("articles.json");

    public void Map(Routes routes)
    {
        routes.Mixed("/api/v1/articles", call => limiter.Refuse(call, Family) ?? List(call));
        routes.Mixed("/api/v1/articles/{id}", call => limiter.Refuse(call, Family) ?? Get(call));
    }

    private Answer List(SandboxCall call)
    {
        var query = call.Query;
        var limit = (int)(query.Number("limit", 1, MaximumLimit) ?? MaximumLimit);
        var cursor = query.Text("cursor", LongestCursor);
        var text = query.Text("query");
        var tags = query.Numbers("tags");
        var username = query.Text("username");
        query.Word("sort", SiteEnums.All.ArticleSorts);
        var nsfw = query.YesOrNo("nsfw") ?? false;
        if (query.IsWrong)
            return ZodError.Wrapped(query.Issues);
        var found = articles
            .Where(article => nsfw || article.NsfwLevel == 1)
            .Where(article => text is null || article.Title.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(article => username is null || article.User == username)
            .Where(article => tags is null || article.Tags.Any(tag => tags.Contains(SeedContext.CreatorIdOf(tag))))
            .OrderByDescending(article => article.PublishedAt)
            .ToList();
        if (cursor is not null)
        {
            if (cursor.Split('|') is not [_, var last] || !int.TryParse(last, out var id))
                return Answer.Error(400, "Invalid cursor");
            found = [.. found.SkipWhile(article => article.Id != id)];
        }

        return Page(call, found, limit);
    }

    private Answer Page(SandboxCall call, List<Article> found, int limit)
    {
        var metadata = new JsonObject();
        if (found.Count > limit)
        {
            var next = $"{found[limit].PublishedAt.ToUnixTimeMilliseconds()}|{found[limit].Id}";
            metadata["nextCursor"] = next;
            metadata["nextPage"] = PageLink.Next(call, ("cursor", next));
        }

        var items = found.Take(limit).Select(article => (JsonNode)ArticleJson.ListItem(article, addresses.Images));
        return Answer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]), ["metadata"] = metadata });
    }

    private Answer Get(SandboxCall call)
    {
        if (RouteId.Read(call.Route("id"), out var id) is { } refusal)
            return refusal;
        return articles.FirstOrDefault(article => article.Id == id) is { } article
            ? Answer.Ok(ArticleJson.Detail(article, addresses.Images))
            : Answer.Message(404, $"No article with id {id}");
    }
}
