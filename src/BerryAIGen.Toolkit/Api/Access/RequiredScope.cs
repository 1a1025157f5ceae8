using BerryAIGen.Database.Access;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>What an endpoint asks for, where its verb says it wrong.</summary>
internal sealed record RequiredScope(AccessScope Scope)
{
    /// <summary>Reading for GET and HEAD, writing for the rest, unless the endpoint says otherwise.</summary>
    public static AccessScope Of(HttpContext context) =>
        Of(context.GetEndpoint()?.Metadata ?? EndpointMetadataCollection.Empty, context.Request.Method);

    public static AccessScope Of(IEnumerable<object> metadata, string? method) =>
        metadata.OfType<RequiredScope>().LastOrDefault()?.Scope
        ?? (method is null || IsSafe(method) ? AccessScope.Read : AccessScope.Write);

    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

internal static class RequiredScopeExtensions
{
    /// <summary>For what in a request needs more than the rest of it.</summary>
    /// <exception cref="LibraryException">The key allows less.</exception>
    public static void Demand(this HttpContext context, AccessScope scope, string what)
    {
        if (context.Features.Get<AccessCaller>() is { } caller && caller.Scope >= scope)
            return;
        context.WasTurnedAway(
            StatusCodes.Status403Forbidden,
            $"needs {AccessKeys.Word(scope)}",
            context.Features.Get<AccessCaller>()
        );
        throw new LibraryException(
            FailureCode.Auth,
            $"To name {what} the access key needs the scope {AccessKeys.Word(scope)}."
        );
    }

    /// <summary>Read for a POST that changes nothing; admin for keys, settings and the record of changes.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, AccessScope scope)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new RequiredScope(scope)));
        return builder;
    }
}
