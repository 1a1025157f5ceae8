using System.Text.Json;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Models;

internal static class LibraryEndpoints
{
    public static void MapLibrary(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Library");
        group
            .MapGet("/library", ListAsync)
            .WithSummary("The models, here and to be had: all that fit the filters, or a page of them.")
            .Produces<LibraryDocument>()
            .Produces(StatusCodes.Status304NotModified);
        group
            .MapGet("/facets", FacetsAsync)
            .WithSummary("How many models fit for each choice of a filter; a filter's own choice does not narrow it.")
            .Produces<FacetsDocument>()
            .Produces(StatusCodes.Status304NotModified);
        group.MapGet("/{id}", GetAsync).WithSummary("One model.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] LibraryFilter filter,
        [AsParameters] LibraryPage part,
        HttpContext http,
        ProviderCatalog providers,
        ModelListing listing,
        ModelRanks ranks,
        LibraryBodies bodies,
        CancellationToken cancellationToken
    )
    {
        var query = part.Of(filter.ToQuery(providers));
        var fields = string.IsNullOrEmpty(part.Fields) ? null : FieldMask.Read(part.Fields);
        // Read before the list: a change in between makes the mark too old, never the list.
        var mark = await listing.ReadMarkAsync(cancellationToken);
        var ranking = await ranks.FindAsync(query.Order, cancellationToken);
        if (EntityTags.IsKnown(http, mark + ranking?.Mark))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (fields is null && LibraryBodies.AreFor(query))
            return await bodies.GetAsync(query, mark, cancellationToken);
        var page = await listing.ReadAsync(query, ranking, cancellationToken);
        return fields is null
            ? TypedResults.Bytes(
                JsonSerializer.SerializeToUtf8Bytes(LibraryDocument.Of(page), ApiJson.Readable.LibraryDocument),
                LibraryBody.ContentType
            )
            : new LibraryBody([.. page.Models.Select(fields.Write)], page.Counts, page.Library);
    }

    private static async Task<IResult> FacetsAsync(
        [AsParameters] LibraryFilter filter,
        HttpContext http,
        ProviderCatalog providers,
        ModelListing listing,
        ModelFacets facets,
        CancellationToken cancellationToken
    )
    {
        var query = filter.ToQuery(providers);
        var mark = await listing.ReadMarkAsync(cancellationToken);
        return EntityTags.IsKnown(http, mark)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(FacetsDocument.Of(await facets.ReadAsync(query, cancellationToken)));
    }

    private static Task<ModelInfo> GetAsync(ModelId id, ModelListing listing, CancellationToken cancellationToken) =>
        listing.GetAsync(id.Value, cancellationToken);
}
