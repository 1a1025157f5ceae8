using System.ComponentModel;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Resources;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Thumbnails;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.AspNetCore.Http.Features;

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
        routes
            .MapPut(Route, PutAsync)
            .WithTags("Library")
            .Accepts<byte[]>(
                "application/octet-stream",
                "image/png",
                "image/jpeg",
                "image/webp",
                "image/gif",
                "image/avif"
            )
            .WithSummary("Shows a picture of your own in place of the one beside a model; no refresh changes it.");
        routes
            .MapDelete(Route, DeleteAsync)
            .WithTags("Library")
            .WithSummary("Shows the picture beside a model again; the one of your own can come back for 30 days.");
        routes
            .MapPost(Route + "/undo", UndoAsync)
            .WithTags("Library")
            .WithSummary("Takes the last change of a model's own picture back.");
        // The description is of the verbs with an answer of their own.
        routes.MapMethods(Route, [HttpMethods.Head], GetAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(
        ModelId id,
        [Description("Pixels, 64 to 1024: a copy at least as wide, where one can be made; without it the original.")]
            int? width,
        OwnPreviews previews,
        BerryLibrary library,
        PreviewLevels levels,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (width is { } pixels)
            SmallPictures.StepOf(pixels);
        var (preview, isOwn) = await previews.OpenAsync(id.Value, cancellationToken);
        try
        {
            if (!isOwn)
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

    private static async Task<ModelInfo> PutAsync(
        ModelId id,
        HttpContext http,
        OwnPreviews previews,
        CancellationToken cancellationToken
    )
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = OwnPreviewFiles.MostBytes;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        var picture = body.GetBuffer().AsMemory(0, (int)body.Length);
        return ModelInfo.Of(await previews.SetAsync(id.Value, picture, cancellationToken), progress: null);
    }

    private static async Task<ModelInfo> DeleteAsync(
        ModelId id,
        OwnPreviews previews,
        CancellationToken cancellationToken
    ) => ModelInfo.Of(await previews.RemoveAsync(id.Value, cancellationToken), progress: null);

    private static async Task<ModelInfo> UndoAsync(
        ModelId id,
        OwnPreviews previews,
        CancellationToken cancellationToken
    ) => ModelInfo.Of(await previews.UndoAsync(id.Value, cancellationToken), progress: null);
}
