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
    /// <summary>Another text whenever the picture is another one.</summary>
    public string Mark { get; init; } =
        string.Create(CultureInfo.InvariantCulture, $"{Content.Length:x}-{ModifiedAt.Ticks:x}");

    /// <summary>What is sent to whoever has the picture already; null to anybody else.</summary>
    /// <param name="mark">The picture's.</param>
    /// <param name="width">What the page asks for; null for the original.</param>
    /// <param name="http">The request.</param>
    public static IResult? Known(string mark, int? width, HttpContext http)
    {
        var narrow = width is { } wanted ? TagOf(mark, SmallPictures.StepOf(wanted)) : null;
        if (Asked(http, narrow, TagOf(mark, step: null)) is not { } known)
            return null;
        KeepAMinute(http);
        http.Response.GetTypedHeaders().ETag = known;
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

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
        if (width is { } pixels && Known(Mark, pixels, http) is { } known)
        {
            await Content.DisposeAsync();
            return known;
        }

        KeepAMinute(http);
        var whole = TagOf(Mark, step: null);
        if (width is not { } wanted)
            return Stream(Content, MediaType, whole);
        var step = SmallPictures.StepOf(wanted);
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
        return Stream(made, SmallPictures.MediaType, TagOf(Mark, step));
    }

    private static EntityTagHeaderValue? Asked(HttpContext http, params EntityTagHeaderValue?[] tags)
    {
        var asked = http.Request.GetTypedHeaders().IfNoneMatch;
        return Array.Find(
            tags,
            tag => tag is not null && asked.Any(known => known.Compare(tag, useStrongComparison: false))
        );
    }

    // A page shows many of them, again and again; a minute is short enough for a new picture.
    private static void KeepAMinute(HttpContext http) =>
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue
        {
            Private = true,
            MaxAge = TimeSpan.FromMinutes(1),
        };

    private IResult Stream(FileStream content, string type, EntityTagHeaderValue tag) =>
        Results.Stream(
            content,
            type,
            fileDownloadName: null,
            new DateTimeOffset(ModifiedAt),
            tag,
            enableRangeProcessing: true
        );

    private static EntityTagHeaderValue TagOf(string mark, int? step) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{mark}{(step is null ? "" : "-")}{step}\""));
}
