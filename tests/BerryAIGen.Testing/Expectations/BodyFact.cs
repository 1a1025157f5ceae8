using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BerryAIGen.Testing.Expectations;

/// <summary>
/// What must be at a place: types separated by bars (<c>"number|null"</c>, also <c>absent</c>), or an object with
/// <c>is</c> (this value), <c>count</c> (so many items) or <c>matches</c> (a pattern).
/// </summary>
internal static class BodyFact
{
    public static bool Holds(JsonNode? fact, JsonPlace place)
    {
        if (fact is not JsonObject rule)
            return fact!.GetValue<string>().Split('|').Contains(TypeOf(place));
        if (rule.TryGetPropertyValue("is", out var value))
            return place.Exists && JsonNode.DeepEquals(value, place.Value);
        if (rule["count"] is { } count)
            return place.Value is JsonArray array && array.Count == count.GetValue<int>();
        return rule["matches"] is { } pattern
            && place.Value is JsonValue text
            && Regex.IsMatch(text.ToString(), pattern.GetValue<string>());
    }

    private static string TypeOf(JsonPlace place)
    {
        if (!place.Exists)
            return "absent";
        return place.Value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            { } kind => kind.ToString().ToLowerInvariant(),
        };
    }
}
