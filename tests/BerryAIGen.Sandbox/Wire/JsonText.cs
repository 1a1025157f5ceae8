using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>JSON as JavaScript's JSON.stringify writes it.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Plain) { WriteIndented = true, NewLine = "\n" };

    public static string Of(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";

    /// <summary>The form of <c>JSON.stringify(value, null, 2)</c>.</summary>
    public static string IndentedOf(JsonNode node) => node.ToJsonString(Indented);

    /// <summary>A date as JavaScript prints it: UTC, milliseconds, Z.</summary>
    public static string Date(DateTimeOffset date) => date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
