using System.Text.RegularExpressions;
using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.Routing.Patterns;

namespace BerryAIGen.Toolkit.Page;

/// <summary>
/// Answers with the page what is nothing of the API: its files at their names, and its first file wherever a browser goes.
/// Routes that take everything would do the same, and take wrong verbs and unknown names away from the API.
/// </summary>
internal sealed partial class PageRouting
{
    private const string Files = "assets";

    // The description of the API as a page, which is no route.
    private const string Description = "docs";

    private readonly RequestDelegate _next;
    private readonly PageFolder? _folder;
    private readonly Endpoint _index;
    private readonly Endpoint _file;
    private readonly Lazy<HashSet<string>> _taken;

    public PageRouting(RequestDelegate next, EndpointDataSource routes, PageFolders folders)
    {
        (_next, _folder) = (next, folders.Page);
        _index = Route("/", context => PageIndex.SendAsync(context, _folder?.Find(PageIndex.Name)));
        _file = Route("/{file}", context => PageFile.SendAsync(context, _folder!, context.Request.Path.Value!));
        _taken = new(() => TakenBy(routes));
    }

    /// <summary>Call it between routing and the checks of keys.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null && Choose(context.Request) is { } chosen)
            context.SetEndpoint(chosen);
        return _next(context);
    }

    private Endpoint? Choose(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return null;
        var path = request.Path.Value ?? "/";
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            return TakesHtml(request, isNamed: false) ? _index : null;
        if (_taken.Value.Contains(names[0]) || _folder is null)
            return null;
        if (path == $"/{PageIndex.Name}")
            return _index;
        if (names[0] == Files || (PageFile.IsOne(path) && _folder.Find(path) is not null))
            return _file;
        return
            !Ending().IsMatch(names[^1])
            && TakesHtml(request, isNamed: true)
            && _folder.Find(PageIndex.Name) is not null
            ? _index
            : null;
    }

    // Browsers that go somewhere name it; programs take anything, and are told by the API that there is nothing.
    private static bool TakesHtml(HttpRequest request, bool isNamed)
    {
        var said = request.GetTypedHeaders().Accept;
        if (said.Count == 0)
            return !isNamed && request.Headers.Accept.Count == 0;
        return said.Any(one =>
            one.Quality is not 0
            && (one.MediaType == "text/html" || (!isNamed && one.MediaType.Value is "*/*" or "text/*"))
        );
    }

    private static HashSet<string> TakenBy(EndpointDataSource routes) =>
        routes
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.RoutePattern.PathSegments.Take(1))
            .SelectMany(segment => segment.Parts.OfType<RoutePatternLiteralPart>())
            .Select(part => part.Content)
            .Append(Description)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // The page's files hold no data; what they ask for needs its key.
    private static RouteEndpoint Route(string pattern, RequestDelegate answer) =>
        new(
            answer,
            RoutePatternFactory.Parse(pattern),
            0,
            new EndpointMetadataCollection(
                new RequiredScope(AccessScope.None),
                new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])
            ),
            "The page"
        );

    // Names of models have dots as well: llama-3.2, tinyllama-1.1b-chat.
    [GeneratedRegex(@"\.[A-Za-z][A-Za-z0-9]{0,11}$")]
    private static partial Regex Ending();
}
