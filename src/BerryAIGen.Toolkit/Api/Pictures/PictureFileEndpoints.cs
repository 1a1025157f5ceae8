using System.Globalization;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>The pictures themselves, and their thumbnails.</summary>
internal static class PictureFileEndpoints
{
    public static void MapPictureFiles(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/pictures/{id}").WithTags("Pictures");
        group
            .MapGet("/thumbnail", ThumbnailAsync)
            .WithSummary("A small copy of a picture, of 320 pixels at most; one that is hidden is refused.")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/webp")
            .Produces(StatusCodes.Status304NotModified);
        group
            .MapGet("/file", FileAsync)
            .WithSummary("The picture or video itself, or a range of it; one that is hidden is refused.")
            .Produces<byte[]>(
                StatusCodes.Status200OK,
                "image/png",
                "image/jpeg",
                "image/webp",
                "image/gif",
                "image/avif",
                "image/heic",
                "video/mp4",
                "video/webm",
                "video/x-matroska"
            )
            .Produces(StatusCodes.Status206PartialContent)
            .Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<IResult> ThumbnailAsync(
        long id,
        PictureListing listing,
        BerryLibrary library,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (row, _) = await listing.FindFileAsync(id, context.Viewer(), cancellationToken);
        var thumbnails = library.PictureFiles.Thumbnails;
        if (row.Thumbnail is not { } key || thumbnails.Open(key) is not { } content)
            throw new LibraryException(
                FailureCode.NotFound,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The picture {id} has no thumbnail here: {KnownPictureDocument.WhyNone(row, thumbnails.Problem)}"
                )
            );
        KeepAMinute(context);
        return Results.Stream(
            content,
            "image/webp",
            fileDownloadName: null,
            lastModified: null,
            new EntityTagHeaderValue($"\"{key}\""),
            enableRangeProcessing: false
        );
    }

    private static async Task<IResult> FileAsync(
        long id,
        PictureListing listing,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (_, path) = await listing.FindFileAsync(id, context.Viewer(), cancellationToken);
        var picture = PictureFiles.Open(path);
        KeepAMinute(context);
        // Whatever a file pretends to be, nothing in it runs.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var mark = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{picture.Content.Length:x}-{picture.ModifiedAt.Ticks:x}\""
        );
        return Results.Stream(
            picture.Content,
            picture.MediaType,
            fileDownloadName: null,
            new DateTimeOffset(picture.ModifiedAt),
            new EntityTagHeaderValue(mark),
            enableRangeProcessing: true
        );
    }

    // A page shows many of them, again and again; a minute is short enough for a new picture.
    private static void KeepAMinute(HttpContext context) =>
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue
        {
            Private = true,
            MaxAge = TimeSpan.FromMinutes(1),
        };
}
