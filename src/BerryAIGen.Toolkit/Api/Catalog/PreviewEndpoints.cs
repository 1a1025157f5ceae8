using System.ComponentModel;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.Resources;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Thumbnails;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Models;

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
                "The picture or video beside a model, or a range of it, as it is or narrower, unless it is hidden; HEAD says whether there is one."
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
        [Description("Pixels, 64 to 1024: a copy at least as wide, where one can be made; without it the original.")]
            int? width,
        ModelListing listing,
        BerryLibrary library,
        PreviewLevels levels,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (width is { } pixels)
            SmallPictures.StepOf(pixels);
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

        return await new ShownPicture(preview.Content, preview.MediaType, preview.ModifiedAt).AnswerAsync(
            library.SmallPictures,
            width,
            http,
            cancellationToken
        );
    }
}
