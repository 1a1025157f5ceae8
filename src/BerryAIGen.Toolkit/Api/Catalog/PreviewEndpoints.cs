using System.Globalization;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.Resources;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class PreviewEndpoints
{
    private const string Route = "/api/models/{id}/preview";

    public static void MapPreviews(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Route, GetAsync)
            .WithTags("Library")
            .WithSummary(
                "The picture or video beside a model, or a range of it, unless it is hidden; HEAD says whether there is one."
            )
            .Produces<byte[]>(
                StatusCodes.Status200OK,
                "image/png",
                "image/jpeg",
                "image/webp",
                "video/mp4",
                "video/webm"
            )
            .Produces(StatusCodes.Status206PartialContent)
            .Produces(StatusCodes.Status304NotModified);
        // The description is of the verbs with an answer of their own.
        routes.MapMethods(Route, [HttpMethods.Head], GetAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(
        ModelId id,
        ModelListing listing,
        BerryLibrary library,
        PreviewLevels levels,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var model = await listing.GetAsync(id.Value, cancellationToken);
        if (model.LocalPath is not { } path || library.Previews.Open(path) is not { } preview)
            throw new LibraryException(FailureCode.NotFound, $"There is no preview of \"{id}\" on this machine.");
        try
        {
            await levels.RequireShownAsync(id.Value, http.Owner(), cancellationToken);
        }
        catch
        {
            await preview.Content.DisposeAsync();
            throw;
        }

        // A page shows many of them, again and again; a minute is short enough for a new picture.
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue
        {
            Private = true,
            MaxAge = TimeSpan.FromMinutes(1),
        };
        var mark = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{preview.Content.Length:x}-{preview.ModifiedAt.Ticks:x}\""
        );
        return Results.Stream(
            preview.Content,
            preview.MediaType,
            fileDownloadName: null,
            new DateTimeOffset(preview.ModifiedAt),
            new EntityTagHeaderValue(mark),
            enableRangeProcessing: true
        );
    }
}
