using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Page;

/// <summary>Scripts with which a person adds to the page; they lie in the settings folder and nowhere else.</summary>
internal static partial class PageScripts
{
    private const string Address = "/page/scripts/";
    private const string MediaType = "text/javascript";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/page/scripts", List)
            .WithTags("Page")
            .WithSummary("The scripts that the page loads, in the order of their names.");
        routes
            .MapGet(Address + "{name}", Send)
            .WithTags("Page")
            .WithSummary("One of the scripts that the page loads.")
            .Produces<string>(StatusCodes.Status200OK, MediaType)
            .Produces(StatusCodes.Status304NotModified);
    }

    private static IReadOnlyList<PageScript> List(PageFolders folders)
    {
        if (folders.Scripts is not { } folder || !Directory.Exists(folder.FullPath))
            return [];
        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(folder.FullPath)
                    .Select(path => Path.GetFileName(path))
                    .Where(name => Plain().IsMatch(name) && folder.Find(name) is not null)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new PageScript(name, Address + name)),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                FailureCode.Disk,
                $"The folder of scripts {folder.FullPath} cannot be read: {problem.Message}",
                problem
            );
        }
    }

    private static IResult Send(string name, PageFolders folders, HttpContext context)
    {
        if (!Plain().IsMatch(name))
            throw new LibraryException(
                FailureCode.NotFound,
                $"\"{name}\" is no name of a script: it ends in .js, and has letters, digits, dots, - and _ alone."
            );
        if (folders.Scripts?.Find(name) is not { } file)
            throw new LibraryException(
                FailureCode.NotFound,
                $"There is no script \"{name}\"; put it into {folders.Scripts?.FullPath ?? "the folder that BERRY_PAGE_DIR names"}."
            );
        context.Response.Headers.CacheControl = "no-cache";
        return PageFile.Answer(file, $"{MediaType}; charset=utf-8");
    }

    // Nothing that an address or a page would have to escape.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\.js\z")]
    private static partial Regex Plain();
}

/// <param name="Name">The file's name.</param>
/// <param name="Url">Where it is.</param>
public sealed record PageScript(string Name, string Url);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<PageScript>))]
internal sealed partial class PageJson : JsonSerializerContext;
