using System.ComponentModel;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Thumbnails;
using BerryAIGen.Toolkit.Api.Site;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>Pictures of models at the sources, for a page that may load pictures of this server alone.</summary>
internal static class RemotePictureEndpoints
{
    public static void MapRemotePictures(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/pictures/remote", GetAsync)
            .WithTags("Pictures")
            .WithSummary(
                "A picture or video of a model at a source, fetched for a page of this server and kept a while."
            )
            .Produces<byte[]>(
                StatusCodes.Status200OK,
                "image/png",
                "image/jpeg",
                "image/webp",
                "image/gif",
                "image/avif",
                "video/mp4"
            )
            .Produces(StatusCodes.Status206PartialContent)
            .Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> GetAsync(
        [Description("Its address at the source, as search and found tell it.")] string url,
        [Description("Pixels, 64 to 1024: a copy at least as wide, where one can be made; without it the original.")]
            int? width,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (MirrorDownloads.IsOfOtherSite(http))
            throw new LibraryException(
                FailureCode.Policy,
                "Pictures of sources are fetched for pages of this server, not for those of another site."
            );
        if (width is { } pixels)
            SmallPictures.StepOf(pixels);
        var mark = library.RemotePictures.MarkOf(url);
        if (ShownPicture.Known(mark, width, http) is { } known)
            return known;
        var picture = await library.RemotePictures.OpenAsync(url, cancellationToken);
        // Whatever a file pretends to be, nothing in it runs.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return await new ShownPicture(picture.Content, picture.MediaType, picture.ModifiedAt)
        {
            Mark = mark,
        }.AnswerAsync(library.SmallPictures, width, http, cancellationToken);
    }
}
