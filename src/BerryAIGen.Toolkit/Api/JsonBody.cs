using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BerryAIGen.Toolkit.Api;

/// <summary>Bodies that an endpoint reads itself, by the rules and with the errors of those that are its arguments.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null when there is none, or not of JSON.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be read.</exception>
    /// <exception cref="LibraryException">It breaks a rule of bodies.</exception>
    public static async Task<T?> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        if (!HasBody(context) || !context.Request.HasJsonContentType())
            return null;
        var type = TypeOf<T>(context);
        return await TryAsync(() => context.Request.ReadFromJsonAsync(type, cancellationToken).AsTask());
    }

    /// <summary>A body that was read, as what it is meant to be.</summary>
    /// <exception cref="BadHttpRequestException">It is something else.</exception>
    /// <exception cref="LibraryException">It breaks a rule of bodies.</exception>
    public static T Read<T>(HttpContext context, JsonNode sent)
    {
        try
        {
            return sent.Deserialize(TypeOf<T>(context))!;
        }
        catch (JsonException problem)
        {
            throw new BadHttpRequestException(problem.Message, problem);
        }
    }

    /// <summary>A body of any form.</summary>
    /// <exception cref="BadHttpRequestException">There is none, or it cannot be read.</exception>
    /// <exception cref="LibraryException">A text in it may not be sent.</exception>
    public static async Task<JsonNode> ReadNodeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = HasBody(context)
            ? await TryAsync(() => JsonNode.ParseAsync(context.Request.Body, null, Strict, cancellationToken))
            : null;
        SentText.Check("The body", body);
        return body ?? throw new BadHttpRequestException("");
    }

    private static JsonTypeInfo<T> TypeOf<T>(HttpContext context) =>
        (JsonTypeInfo<T>)
            context
                .RequestServices.GetRequiredService<IOptions<JsonOptions>>()
                .Value.SerializerOptions.GetTypeInfo(typeof(T));

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static async Task<T> TryAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (JsonException problem)
        {
            throw new BadHttpRequestException(problem.Message, problem);
        }
    }
}
