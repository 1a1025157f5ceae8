namespace BerryAIGen.Toolkit.Hosting;

/// <summary>The route that a request took, as the description of the API names it: <c>/api/models/{id}</c>.</summary>
internal static class RouteName
{
    public static string? Of(HttpContext context) => Of(context.GetEndpoint());

    // The root of a group has a slash at its end that the description leaves away, as it does the stars of a part that may
    // have slashes in it.
    public static string? Of(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } text }
            ? $"/{text.Trim('/').Replace("{**", "{", StringComparison.Ordinal)}"
            : null;
}
