using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Database.Site;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary><c>GET /api/v1/creators</c> and <c>/api/v1/tags</c>: of the models that can be had here.</summary>
internal static class SiteNamesEndpoints
{
    private const int UsualLimit = 20;
    private const int MostNames = 200;
    private static readonly string[] TagSorts =
    [
        "Most Models",
        "Most Images",
        "Most Posts",
        "Most Articles",
        "Most Hidden",
    ];

    public static async Task<IResult> CreatorsAsync(
        HttpContext context,
        SiteNames names,
        MirrorNames mirror,
        CancellationToken cancellationToken
    )
    {
        var arguments = new SiteArguments(context.Request.Query);
        var (page, limit) = Page(arguments);
        var query = arguments.Text("query");
        if (arguments.Issues.Count > 0)
            return SiteAnswers.Bare(arguments.Issues);
        var found = await FindAsync();
        if (found.Length == 0 && query is not null && await mirror.FetchCreatorsAsync(query, cancellationToken))
            found = await FindAsync();
        page = Math.Max(1, page);
        var hasMore = (long)page * limit < found.Length;
        var metadata = new JsonObject
        {
            ["totalItems"] = found.Length,
            ["currentPage"] = page,
            ["pageSize"] = limit,
            ["totalPages"] = (found.Length + limit - 1) / limit,
        };
        if (query is not null)
            metadata["hasMore"] = hasMore;
        if (hasMore)
            metadata["nextPage"] = SiteListEndpoint.Link(context.Request, "page", $"{page + 1}");
        if (page > 1)
            metadata["prevPage"] = SiteListEndpoint.Link(context.Request, "page", $"{page - 1}");
        var address = SiteEndpoints.AddressOf(context.Request);
        return Answer(Some(found, page, limit).Select(creator => Creator(creator, address)), metadata);

        async Task<SiteCreator[]> FindAsync() =>
            [
                .. (await names.CreatorsAsync(cancellationToken)).Where(creator =>
                    query is null || creator.Name.Contains(query, StringComparison.OrdinalIgnoreCase)
                ),
            ];
    }

    public static async Task<IResult> TagsAsync(
        HttpContext context,
        SiteNames names,
        MirrorNames mirror,
        CancellationToken cancellationToken
    )
    {
        var arguments = new SiteArguments(context.Request.Query);
        var (page, limit) = Page(arguments);
        var query = arguments.Text("query");
        arguments.Word("sort", TagSorts);
        arguments.Refuse("array", "categories");
        if (arguments.Issues.Count > 0)
            return SiteAnswers.Bare(arguments.Issues);
        var like = query is null ? null : Like(query);
        var found = await FindAsync();
        if (found.Length == 0 && query is not null && await mirror.FetchTagsAsync(query, cancellationToken))
            found = await FindAsync();
        var address = SiteEndpoints.AddressOf(context.Request);
        // Civitai no longer counts them; the end is a short page.
        return Answer(
            Some(found, page, limit)
                .Select(tag => new JsonObject { ["name"] = tag, ["link"] = $"{address}/api/v1/models?tag={tag}" }),
            new JsonObject
            {
                ["totalItems"] = 0,
                ["currentPage"] = page,
                ["pageSize"] = limit,
                ["totalPages"] = 1,
            }
        );

        async Task<string[]> FindAsync() =>
            [.. (await names.TagsAsync(cancellationToken)).Where(tag => like is null || like.IsMatch(tag))];
    }

    private static (int Page, int Limit) Page(SiteArguments arguments) =>
        (Whole(arguments.Number("page", 0), 1), Whole(arguments.Number("limit", 1, MostNames), UsualLimit));

    private static int Whole(double? number, int usual) =>
        number is { } value && !double.IsNaN(value) ? (int)Math.Clamp(value, 0, 1_000_000) : usual;

    private static IEnumerable<T> Some<T>(T[] all, int page, int limit) =>
        all.Skip((int)Math.Min(int.MaxValue, (long)(Math.Max(1, page) - 1) * limit)).Take(limit);

    // A count of nothing and a missing picture are left out.
    private static JsonObject Creator(SiteCreator creator, string address)
    {
        var json = new JsonObject { ["username"] = creator.Name };
        if (creator.Models > 0)
            json["modelCount"] = creator.Models;
        json["link"] = $"{address}/api/v1/models?username={creator.Name}";
        if (creator.Image is { } picture)
            json["image"] = picture;
        return json;
    }

    // The beginning, as SQL compares it: the caller's own % and _ count.
    private static Regex Like(string query) =>
        new(
            $"^{Regex.Escape(query).Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.')}",
            RegexOptions.NonBacktracking | RegexOptions.Singleline
        );

    private static IResult Answer(IEnumerable<JsonObject> items, JsonObject metadata) =>
        SiteAnswers.Ok(new JsonObject { ["items"] = new JsonArray([.. items]), ["metadata"] = metadata });
}
