using System.Globalization;
using System.Text.RegularExpressions;
using BerryAIGen.Library;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Page;

/// <summary>Sends one file of the page, as its compressed twin to who takes that.</summary>
internal static partial class PageFile
{
    private const string Forever = "public, max-age=31536000, immutable";

    // The smaller first.
    private static readonly (string Coding, string Ending)[] Twins = [("br", ".br"), ("gzip", ".gz")];

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Whether it is sent under its own name: a twin is no file of the page.</summary>
    public static bool IsOne(string address) =>
        !Twins.Any(twin => address.EndsWith(twin.Ending, StringComparison.OrdinalIgnoreCase));

    public static Task SendAsync(HttpContext context, PageFolder folder, string address)
    {
        if (!IsOne(address) || folder.Find(address) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = NeverChanges(address) ? Forever : "no-cache";
        var twins = Twins
            .Select(twin => (twin.Coding, File: folder.Find(address + twin.Ending)))
            .Where(twin => twin.File is not null)
            .ToArray();
        if (twins.Length > 0)
            headers.Vary = HeaderNames.AcceptEncoding;
        var (coding, twin) = twins.FirstOrDefault(twin => Takes(context.Request, twin.Coding));
        if (twin is not null)
            headers.ContentEncoding = coding;
        return Answer(twin ?? file, TypeOf(file.Name), coding).ExecuteAsync(context);
    }

    /// <summary>A file with its entity tag; who has it already gets 304.</summary>
    /// <param name="file">Which.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="coding">How it is compressed; null when it is not.</param>
    /// <exception cref="LibraryException">It cannot be read.</exception>
    public static IResult Answer(FileInfo file, string mediaType, string? coding = null)
    {
        try
        {
            var content = new FileStream(
                file.FullName,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var tag = string.Create(
                CultureInfo.InvariantCulture,
                $"\"{content.Length:x}-{file.LastWriteTimeUtc.Ticks:x}{coding}\""
            );
            return Results.Stream(content, mediaType, entityTag: new EntityTagHeaderValue(tag));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"{file.Name} cannot be read: {problem.Message}", problem);
        }
    }

    private static bool NeverChanges(string address) =>
        address.StartsWith("/assets/", StringComparison.Ordinal) && Hashed().IsMatch(address);

    private static string TypeOf(string name) =>
        !Types.TryGetContentType(name, out var type) ? "application/octet-stream"
        : type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8"
        : type;

    // A coding that is named goes before the star, and 0 refuses.
    private static bool Takes(HttpRequest request, string coding)
    {
        var said = request.GetTypedHeaders().AcceptEncoding;
        return (
                said.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                ?? said.FirstOrDefault(one => one.Value == "*")
            )
                is { } one
            && one.Quality is not 0;
    }

    // As the build names its files: index-B2x_9aK-.js. Letters alone may be a word.
    [GeneratedRegex(@"[-.](?=[\w-]*[A-Z\d])[\w-]{8,}(\.\w+)+$")]
    private static partial Regex Hashed();
}
