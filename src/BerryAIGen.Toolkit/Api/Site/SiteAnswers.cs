using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Answers in Civitai's own forms: what its clients read, not what the rest of this server sends.</summary>
internal static class SiteAnswers
{
    private const string Json = "application/json; charset=utf-8";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Whether an address is one of that API.</summary>
    public static bool Owns(PathString path) =>
        path.StartsWithSegments("/api/v1") || path.StartsWithSegments("/api/download");

    public static IResult Ok(JsonNode body) => Results.Text(Text(body, Plain), Json);

    /// <summary>What Civitai itself said.</summary>
    public static IResult Told(int status, JsonNode body) => Results.Text(Text(body, Plain), Json, statusCode: status);

    public static IResult Error(int status, string message) =>
        Results.Text(Text(new JsonObject { ["error"] = message }, Plain), Json, statusCode: status);

    public static IResult Message(int status, string message) =>
        Results.Text(Text(new JsonObject { ["message"] = message }, Plain), Json, statusCode: status);

    /// <summary>The issues as that API sends them: a list, written as a text, inside of an object.</summary>
    public static IResult Refused(JsonArray issues) =>
        Results.Text(
            Text(
                new JsonObject
                {
                    ["error"] = new JsonObject { ["name"] = "ZodError", ["message"] = Text(issues, Indented) },
                },
                Plain
            ),
            Json,
            statusCode: StatusCodes.Status400BadRequest
        );

    /// <summary>The issues as the lists of names send them: the bare list.</summary>
    public static IResult Bare(JsonArray issues) =>
        Results.Text(Text(issues, Plain), Json, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>The issues as a text for people.</summary>
    public static IResult Pretty(JsonArray issues) =>
        Error(
            StatusCodes.Status400BadRequest,
            string.Join('\n', issues.Select(issue => $"✖ {issue!["message"]}\n  → at {issue["path"]![0]}"))
        );

    /// <summary>For what fails before or outside of its endpoints: an unknown address, a wrong verb, a missing key.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        var text = status switch
        {
            StatusCodes.Status401Unauthorized => "Unauthorized",
            StatusCodes.Status405MethodNotAllowed => "Method not allowed",
            _ => message,
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        return context.Response.WriteAsync(Text(new JsonObject { ["error"] = text }, Plain), context.RequestAborted);
    }

    public static string Readable(JsonNode body) => Text(body, Indented);

    private static string Text(JsonNode body, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            body.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
