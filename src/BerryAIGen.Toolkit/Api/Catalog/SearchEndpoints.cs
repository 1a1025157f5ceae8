using System.ComponentModel;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Search;
using BerryAIGen.Toolkit.Api.Generation.Queue;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Downloads");
        group
            .MapGet("/search", SearchAsync)
            .WithSummary("Models at the sources, by words: what a download takes as its reference.");
        group
            .MapGet("/found", FindAsync)
            .WithSummary("One model at a source: versions, files, licence, pictures, and what of it is here.");
    }

    private static async Task<SearchDocument> SearchAsync(
        [AsParameters] SearchQuery query,
        BerryLibrary library,
        HereModels here,
        MaturityStore maturity,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var results = await library.Searching.SearchAsync(query.ToWish(), cancellationToken);
        string[] groups = [.. results.Items.Select(FoundModelDocument.GroupOf)];
        return SearchDocument.Of(
            results,
            await here.FindAsync(groups, cancellationToken),
            IsShown(await maturity.GetAsync(http.Owner(), cancellationToken))
        );
    }

    private static async Task<FoundDetailDocument> FindAsync(
        [Description("civitai or huggingface.")] string source,
        [Description("What the source calls it: a number, owner/name.")] string id,
        BerryLibrary library,
        HereModels here,
        MaturityStore maturity,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var detail = await library.Searching.GetAsync(source, id, cancellationToken);
        string[] hashes =
        [
            .. detail.Versions.SelectMany(version => version.Files).Select(file => file.Sha256).OfType<string>(),
        ];
        return FoundDetailDocument.Of(
            detail,
            await here.ReadAsync(FoundModelDocument.GroupOf(detail.Model), hashes, cancellationToken),
            IsShown(await maturity.GetAsync(http.Owner(), cancellationToken))
        );
    }

    // What is to be blurred is sent, and blurred by whoever draws it.
    private static Func<FoundPicture, bool> IsShown(MaturityLimits limits) =>
        picture => ResourceItem.DisplayOf(limits, picture.Level ?? 0) != MaturityLimits.Hide;
}
