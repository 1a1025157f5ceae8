using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site.Images;

namespace BerryAIGen.Toolkit.Api.Site.Images;

/// <summary><c>GET /api/v1/images</c>: the pictures that the library knows of.</summary>
internal static class SiteImagesEndpoint
{
    private const int MostByPages = 1000;

    // A question brings as many as the longest page has; filters may leave out some of them.
    private const int MostQuestions = 5;

    public static async Task<IResult> ListAsync(
        HttpContext context,
        SiteImageIndex index,
        SiteImages images,
        LocalPreviews previews,
        MirrorImages mirror,
        CancellationToken cancellationToken
    )
    {
        var arguments = new SiteArguments(context.Request.Query);
        var query = new SiteImageQuery(arguments);
        if (arguments.Issues.Count > 0)
            return SiteAnswers.Refused(arguments.Issues);
        if ((long)query.Limit * (query.Page ?? 0) > MostByPages)
            return SiteAnswers.Error(
                StatusCodes.Status429TooManyRequests,
                "You've requested too many pages, please use cursors instead"
            );
        var beside = await previews.FindAsync(query.ModelId, query.VersionId, query.ImageId, cancellationToken);
        IReadOnlyList<SiteImage> all;
        int from;
        var (mayBeMore, asked) = (await mirror.StateAsync(query, cancellationToken), 0);
        while (true)
        {
            all = query.Choose(
                WithPreviews(await index.GetAsync(cancellationToken), beside)
                    .Where(image => !mayBeMore || image.Record > 0)
            );
            from = Start(query, all);
            if (!mayBeMore || all.Count > from + query.Limit || asked++ == MostQuestions)
                break;
            mayBeMore = await mirror.FetchMoreAsync(query, cancellationToken);
        }

        SiteImage[] page = [.. all.Skip(from).Take(query.Limit)];
        return SiteAnswers.Ok(
            new JsonObject
            {
                ["items"] = await images.DescribeAsync(
                    page,
                    SiteEndpoints.AddressOf(context.Request),
                    query.WithTags,
                    (id, meta) => Meta(query, id, meta),
                    cancellationToken
                ),
                ["metadata"] = Metadata(context.Request, query, all, from + page.Length),
            }
        );
    }

    // The picture beside a model stands for those that nobody told of.
    private static IEnumerable<SiteImage> WithPreviews(
        IReadOnlyCollection<SiteImage> told,
        IReadOnlyList<SiteImage> beside
    )
    {
        if (beside.Count == 0)
            return told;
        var pictured = told.SelectMany(image => image.VersionIds).ToHashSet();
        return told.Concat(beside.Where(preview => !preview.VersionIds.Any(pictured.Contains)));
    }

    private static int Start(SiteImageQuery query, IReadOnlyList<SiteImage> all)
    {
        if (query.Cursor is null)
            return query.Page is { } page ? (page - 1) * query.Limit : 0;
        if (!int.TryParse(query.Cursor.Split('|')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return 0;
        if (!query.IsByModel)
            return place;
        for (var at = 0; at < all.Count; at++)
            if (all[at].Id == place)
                return at;
        // Its picture is gone: from the first one on a client would turn in a circle.
        return all.Count;
    }

    // Without withMeta nobody gets any; not flat it is wrapped once more.
    private static JsonNode? Meta(SiteImageQuery query, int id, JsonNode? meta) =>
        !query.WithMeta ? null
        : query.IsFlat ? meta
        : new JsonObject { ["id"] = id, ["meta"] = meta };

    private static JsonObject Metadata(
        HttpRequest request,
        SiteImageQuery query,
        IReadOnlyList<SiteImage> all,
        int next
    )
    {
        JsonObject metadata = [];
        var hasMore = next < all.Count && query.Limit > 0;
        if (query is { Page: { } page, Cursor: null })
        {
            if (hasMore)
                metadata["nextPage"] = SiteListEndpoint.Link(
                    request,
                    "page",
                    (page + 1).ToString(CultureInfo.InvariantCulture)
                );
            (metadata["currentPage"], metadata["pageSize"]) = (page, query.Limit);
        }
        else if (hasMore)
        {
            var cursor = query.IsByModel
                ? all[next].Id.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{next}|{all[0].CreatedAt}");
            metadata["nextCursor"] = cursor;
            metadata["nextPage"] = SiteListEndpoint.Link(request, "cursor", cursor);
        }

        return metadata;
    }
}
