using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>What a route answers; written to the connection in one place.</summary>
internal sealed record Answer(int Status)
{
    private const string Json = "application/json; charset=utf-8";

    public JsonNode? Body { get; private init; }

    public string? Text { get; private init; }

    public string ContentType { get; init; } = Json;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static Answer Ok(JsonNode? body) => Of(200, body);

    public static Answer Of(int status, JsonNode? body) => new(status) { Body = body };

    public static Answer Plain(int status, string text) =>
        new(status) { Text = text, ContentType = "text/plain; charset=utf-8" };

    public static Answer Html(int status, string text) =>
        new(status) { Text = text, ContentType = "text/html; charset=utf-8" };

    public static Answer Xml(int status, string text) => new(status) { Text = text, ContentType = "application/xml" };

    public static Answer Empty(int status) => new(status) { Text = "" };

    /// <summary>Shape 1: <c>{"error":"text"}</c>.</summary>
    public static Answer Error(int status, string error) => Of(status, new JsonObject { ["error"] = error });

    /// <summary>Shape 2: <c>{"error":"Unauthorized","message":"text"}</c>.</summary>
    public static Answer Error(int status, string error, string message) =>
        Of(status, new JsonObject { ["error"] = error, ["message"] = message });

    /// <summary>Shape 7: <c>{"message":"text"}</c>.</summary>
    public static Answer Message(int status, string message) => Of(status, new JsonObject { ["message"] = message });

    /// <summary>Shape 9: an unexpected failure.</summary>
    public static Answer Unexpected(string error, int status = 500) =>
        Of(status, new JsonObject { ["message"] = "An unexpected error occurred", ["error"] = error });

    public static Answer Redirect(int status, string location) => Plain(status, location).With("Location", location);

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
