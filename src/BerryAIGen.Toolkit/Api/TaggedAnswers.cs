using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BerryAIGen.Toolkit.Api;

/// <summary>Gives lists that no revision stands for an <c>ETag</c> of what they say.</summary>
internal static class TaggedAnswers
{
    /// <summary>Who has the same answer already gets 304.</summary>
    public static RouteHandlerBuilder WithEntityTag(this RouteHandlerBuilder route) =>
        route.AddEndpointFilter(TagAsync).Produces(StatusCodes.Status304NotModified);

    /// <summary>Another text whenever the answer is another one.</summary>
    public static string MarkOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12));

    private static async ValueTask<object?> TagAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var answer = await next(context);
        if (answer is null or IResult)
            return answer;
        var http = context.HttpContext;
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, json.GetTypeInfo(answer.GetType()));
        return EntityTags.IsKnown(http, MarkOf(body))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(body, "application/json; charset=utf-8");
    }
}
