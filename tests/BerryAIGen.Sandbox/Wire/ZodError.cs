using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>The forms in which the routes send the issues (400).</summary>
internal static class ZodError
{
    /// <summary>Shape 4: the issues are JSON inside a string.</summary>
    public static Answer Wrapped(JsonArray issues) => Answer.Of(400, new JsonObject { ["error"] = Named(issues) });

    /// <summary>Shape 5: the same, not wrapped.</summary>
    public static Answer Unwrapped(JsonArray issues) => Answer.Of(400, Named(issues));

    /// <summary>Shape 6: the bare array.</summary>
    public static Answer Bare(JsonArray issues) => Answer.Of(400, issues);

    /// <summary>Shape 11: text for people.</summary>
    public static Answer Pretty(JsonArray issues) => Answer.Error(400, string.Join('\n', issues.Select(PrettyLine)));

    private static JsonObject Named(JsonArray issues) =>
        new() { ["name"] = "ZodError", ["message"] = JsonText.IndentedOf(issues) };

    private static string PrettyLine(JsonNode? issue)
    {
        var path = issue!["path"]!.AsArray();
        var place = path.Count == 0 ? "" : $"\n  → at {string.Join('.', path.Select(part => part!.ToString()))}";
        return $"✖ {issue["message"]}{place}";
    }
}
