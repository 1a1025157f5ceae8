using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace BerryAIGen.Toolkit.Api.Errors;

internal static class AskedRoute
{
    private const string Usual = "application/json";

    /// <summary>The route that a request took; of one that failed the framework keeps it apart.</summary>
    public static Endpoint? AskedEndpoint(this HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();

    /// <summary>The kinds of bodies that the asked route takes.</summary>
    public static IReadOnlyList<string> TakenTypes(this HttpContext context) =>
        (
            AcceptedBy(context.AskedEndpoint())
            ?? Meant(context).Select(AcceptedBy).OfType<IAcceptsMetadata>().FirstOrDefault()
        )?.ContentTypes
        ?? [Usual];

    // Where a body of another kind was sent, the framework puts a route of its own in the place of the one that is meant.
    private static IEnumerable<RouteEndpoint> Meant(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route =>
                route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(context.Request.Method) == true
                && new TemplateMatcher(new RouteTemplate(route.RoutePattern), []).TryMatch(context.Request.Path, [])
            )
            .OrderBy(route => route.RoutePattern.InboundPrecedence);

    private static IAcceptsMetadata? AcceptedBy(Endpoint? route) => route?.Metadata.GetMetadata<IAcceptsMetadata>();
}
