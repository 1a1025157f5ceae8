using Microsoft.AspNetCore.Routing.Patterns;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>
/// Lets ids of models hold slashes in addresses: of <c>/api/models/org/name/verify</c> it makes
/// <c>/api/models/org%2Fname/verify</c>, which is what the routes read.
/// </summary>
internal sealed class SlashedIds(RequestDelegate next, EndpointDataSource routes)
{
    private const string Parameter = "id";
    private const string Top = "/api/models/";

    private readonly Lazy<Shapes> _shapes = new(() => Shapes.Of(routes.Endpoints));

    public Task InvokeAsync(HttpContext context)
    {
        if (
            context.Request.Path.Value is { } path
            && path.StartsWith(Top, StringComparison.OrdinalIgnoreCase)
            && _shapes.Value.Fold(path.Split('/', StringSplitOptions.RemoveEmptyEntries)) is { } folded
        )
            context.Request.Path = folded;
        return next(context);
    }

    /// <summary>The routes that have an id, as what stands before and after it.</summary>
    private sealed record Shapes(IReadOnlyList<(string[] Before, string[] After)> WithId, IReadOnlyList<string[]> All)
    {
        public static Shapes Of(IEnumerable<Endpoint> endpoints)
        {
            var patterns = endpoints
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(Top, StringComparison.Ordinal) == true)
                .Select(endpoint => endpoint.RoutePattern.PathSegments.Select(Word).ToArray())
                .ToArray();
            var withId = patterns
                .Where(words => words.Contains($"{{{Parameter}}}"))
                .Select(words => (Words: words, At: Array.IndexOf(words, $"{{{Parameter}}}")))
                .Select(one => (Before: one.Words[..one.At], After: one.Words[(one.At + 1)..]))
                // The longest frame that fits is the one that is meant.
                .OrderByDescending(one => one.Before.Length)
                .ThenByDescending(one => one.After.Length)
                .ToArray();
            return new Shapes(withId, patterns);
        }

        /// <summary>The path with the slashes of its id folded; null when there is nothing to fold.</summary>
        public string? Fold(string[] path)
        {
            if (All.Any(words => words.Length == path.Length && Fits(words, path)))
                return null;
            foreach (var (before, after) in WithId)
            {
                var length = path.Length - before.Length - after.Length;
                if (length < 2 || !Fits(before, path) || !Fits(after, path[^after.Length..]))
                    continue;
                var id = string.Join("%2F", path[before.Length..^after.Length]);
                return $"/{string.Join('/', (string[])[.. path[..before.Length], id, .. path[^after.Length..]])}";
            }

            return null;
        }

        private static bool Fits(string[] words, string[] path) =>
            words.Zip(path).All(pair => pair.First[0] == '{' || Same(pair.First, pair.Second));

        private static bool Same(string word, string segment) =>
            word.Equals(segment, StringComparison.OrdinalIgnoreCase);

        private static string Word(RoutePatternPathSegment segment) =>
            segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content
            : segment.Parts is [RoutePatternParameterPart parameter] ? $"{{{parameter.Name}}}"
            : "{}";
    }
}
