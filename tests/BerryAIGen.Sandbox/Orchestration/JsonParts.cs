using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Members of JSON that may be missing or of another type.</summary>
internal static class JsonParts
{
    public static string? Text(JsonNode? json, string name) =>
        json is JsonObject members && members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    public static double? Number(JsonNode? json, string name) =>
        json is JsonObject members && members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<double>()
            : null;

    /// <summary>A number that was made here or read; 0 for nothing.</summary>
    public static double Amount(JsonNode? number) =>
        number is null ? 0 : double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);

    public static bool? Flag(JsonNode? json, string name) =>
        json is JsonObject members
        && members[name] is JsonValue value
        && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? value.GetValue<bool>()
            : null;

    public static JsonArray? List(JsonNode? json, string name) => (json as JsonObject)?[name] as JsonArray;

    public static JsonObject? Members(JsonNode? json, string name) => (json as JsonObject)?[name] as JsonObject;

    public static IReadOnlyList<string> Texts(JsonNode? json, string name) =>
        [.. (List(json, name) ?? []).Select(item => item?.ToString() ?? "")];

    /// <summary>A value by a path such as <c>output.images[0].url</c>; null when nothing stands there.</summary>
    public static JsonNode? Follow(JsonNode? json, string path)
    {
        foreach (var part in path.Replace("[", ".[").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            json =
                part[0] == '['
                    ? json is JsonArray list && int.TryParse(part.Trim('[', ']'), out var at) && at < list.Count
                        ? list[at]
                        : null
                    : (json as JsonObject)?[part];
        }

        return json;
    }
}
