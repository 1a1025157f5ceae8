using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary><c>GET /api/v1/models</c>.</summary>
internal static class SiteListEndpoint
{
    private const int MostByPages = 1000;

    // A question brings as many as the longest page has; filters may leave out some of them.
    private const int MostQuestions = 5;

    public static async Task<IResult> ListAsync(
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        MirrorLists lists,
        CancellationToken cancellationToken
    )
    {
        var arguments = new SiteArguments(context.Request.Query);
        var query = new SiteListQuery(arguments);
        if (arguments.Issues.Count > 0)
            return SiteAnswers.Refused(arguments.Issues);
        // There are no accounts here that could have favourites, and nothing private.
        if (arguments.Has("favorites") || arguments.Has("hidden") || arguments.Text("availability") == "Private")
            return SiteAnswers.Error(StatusCodes.Status401Unauthorized, "Unauthorized");
        if (query is { Query: not null, Page: not null })
            return SiteAnswers.Error(
                StatusCodes.Status400BadRequest,
                "Cannot use page param with query search. Use cursor-based pagination."
            );
        if ((long)query.Limit * (query.Page ?? 0) > MostByPages)
            return SiteAnswers.Error(
                StatusCodes.Status429TooManyRequests,
                "You've requested too many pages, please use cursors instead"
            );
        await mirror.FetchModelsAsync(query.Named, query.IsArchived, cancellationToken);
        // No page of another site has models of its choice kept here.
        var mayBeMore = !MirrorDownloads.IsOfOtherSite(context) && await lists.BeginAsync(query, cancellationToken);
        IReadOnlyList<SiteEntry> all;
        int from;
        for (var asked = 0; ; asked++)
        {
            if (query.Choose(await index.GetAsync(cancellationToken), lists.KeepsArrival) is not { } chosen)
                return SiteAnswers.Message(StatusCodes.Status404NotFound, "User not found");
            (from, var problem) = Start(query, all = chosen);
            if (problem is not null)
                return SiteAnswers.Message(StatusCodes.Status400BadRequest, problem);
            if (!mayBeMore || all.Count > (long)from + query.Limit || asked == MostQuestions)
                break;
            mayBeMore = await lists.FetchMoreAsync(query, cancellationToken);
        }

        SiteEntry[] page = [.. all.Skip(from).Take(query.Limit)];
        var address = SiteEndpoints.AddressOf(context.Request);
        return SiteAnswers.Ok(
            new JsonObject
            {
                ["items"] = await library.ListAsync(page, address, query.PrimaryOnly, cancellationToken),
                ["metadata"] = Metadata(context.Request, query, page, hasMore: from + page.Length < all.Count, from),
            }
        );
    }

    private static (int From, string? Problem) Start(SiteListQuery query, IReadOnlyList<SiteEntry> all)
    {
        if (query.Cursor is not { } cursor)
            return (((query.Page ?? 1) - 1) * query.Limit, null);
        // A search has no order of columns: its cursor is how many came before.
        if (query.Query is not null)
            return (
                int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : 0,
                null
            );
        var (place, problem) = query.Sort.Read(cursor);
        if (problem is not null)
            return (0, problem);
        var from = 0;
        while (from < all.Count && !query.Sort.IsAfter(all[from], place))
            from++;
        return (from, null);
    }

    private static JsonObject Metadata(
        HttpRequest request,
        SiteListQuery query,
        SiteEntry[] page,
        bool hasMore,
        int from
    )
    {
        JsonObject metadata = [];
        if (page.Length == 0)
            return metadata;
        if (hasMore)
        {
            var cursor = query.Query is null
                ? query.Sort.CursorOf(page[^1])
                : (from + page.Length).ToString(CultureInfo.InvariantCulture);
            metadata["nextCursor"] = cursor;
            metadata["nextPage"] = Link(request, "cursor", cursor);
        }

        // A cursor switches pages off.
        if (query is { Page: { } number, Cursor: null })
            (metadata["currentPage"], metadata["pageSize"]) = (number, query.Limit);
        return metadata;
    }

    /// <summary>Everything that was asked, with one word set.</summary>
    public static string Link(HttpRequest request, string name, string value)
    {
        var asked = request
            .Query.Where(pair => pair.Key != name)
            .SelectMany(pair => pair.Value.Select(word => (pair.Key, Value: word ?? "")))
            .Where(pair => pair.Value.Length > 0)
            .Append((name, value));
        var query = string.Join(
            '&',
            asked.Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}")
        );
        return $"{SiteEndpoints.AddressOf(request)}{request.Path}?{query}";
    }
}
