using System.Globalization;
using BerryAIGen.Library.Pictures.Thumbnails;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api;

/// <summary>A picture or video as a page shows it: as it is, or as narrow as the page asks for.</summary>
/// <param name="Content">The original, open; whoever makes the answer closes it.</param>
/// <param name="MediaType">By its bytes.</param>
/// <param name="ModifiedAt">When it was written last.</param>
internal sealed record ShownPicture(FileStream Content, string MediaType, DateTime ModifiedAt)
{
    /// <summary>The answer to a page that has it for a minute.</summary>
    /// <param name="small">Makes narrow ones.</param>
    /// <param name="width">What the page asks for; null for the original.</param>
    /// <param name="http">The request: who has the same already is told so, and nothing is made for him.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<IResult> AnswerAsync(
        SmallPictures small,
        int? width,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        // A page shows many of them, again and again; a minute is short enough for a new picture.
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue
        {
            Private = true,
            MaxAge = TimeSpan.FromMinutes(1),
        };
        var whole = Tag("");
        if (width is not { } wanted)
            return Stream(Content, MediaType, whole);
        var step = SmallPictures.StepOf(wanted);
        var narrow = Tag(string.Create(CultureInfo.InvariantCulture, $"-{step}"));
        if (Known(http, narrow, whole) is { } known)
        {
            await Content.DisposeAsync();
            http.Response.GetTypedHeaders().ETag = known;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        FileStream? made;
        try
        {
            made = await small.FindAsync(Content, MediaType, ModifiedAt, step, cancellationToken);
        }
        catch
        {
            await Content.DisposeAsync();
            throw;
        }

        if (made is null)
            return Stream(Content, MediaType, whole);
        await Content.DisposeAsync();
        return Stream(made, SmallPictures.MediaType, narrow);
    }

    private static EntityTagHeaderValue? Known(HttpContext http, params EntityTagHeaderValue[] tags) =>
        http.Request.Method == HttpMethods.Get || http.Request.Method == HttpMethods.Head
            ? tags.FirstOrDefault(tag =>
                http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            )
            : null;

    private IResult Stream(FileStream content, string type, EntityTagHeaderValue tag) =>
        Results.Stream(
            content,
            type,
            fileDownloadName: null,
            new DateTimeOffset(ModifiedAt),
            tag,
            enableRangeProcessing: true
        );

    private EntityTagHeaderValue Tag(string version) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{Content.Length:x}-{ModifiedAt.Ticks:x}{version}\""));
}
