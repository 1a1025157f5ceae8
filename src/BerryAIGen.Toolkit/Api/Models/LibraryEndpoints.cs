using System.Text.Json;
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
        group.MapGet("/{id}", GetAsync).WithSummary("One model.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] LibraryQuery arguments,
        HttpContext http,
        ProviderCatalog providers,
        ModelListing listing,
        LibraryBodies bodies,
        CancellationToken cancellationToken
    )
    {
        var query = arguments.ToQuery(providers);
        var fields = string.IsNullOrEmpty(arguments.Fields) ? null : FieldMask.Read(arguments.Fields);
        // Read before the list: a change in between makes the mark too old, never the list.
        var mark = await listing.ReadMarkAsync(cancellationToken);
        if (EntityTags.IsKnown(http, mark))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (fields is null && LibraryBodies.AreFor(query))
            return await bodies.GetAsync(query, mark, cancellationToken);
        var page = await listing.ReadAsync(query, cancellationToken);
        return fields is null
            ? TypedResults.Bytes(
                JsonSerializer.SerializeToUtf8Bytes(LibraryDocument.Of(page), ApiJson.Readable.LibraryDocument),
                LibraryBody.ContentType
            )
            : new LibraryBody([.. page.Models.Select(fields.Write)], page.Counts, page.Library);
    }

    private static Task<ModelInfo> GetAsync(ModelId id, ModelListing listing, CancellationToken cancellationToken) =>
        listing.GetAsync(id.Value, cancellationToken);
}
