using Microsoft.AspNetCore.Diagnostics;

namespace BerryAIGen.Toolkit.Api.Errors;

internal static class AskedRoute
{
    /// <summary>The route that a request took; of one that failed the framework keeps it apart.</summary>
    public static Endpoint? AskedEndpoint(this HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
}
