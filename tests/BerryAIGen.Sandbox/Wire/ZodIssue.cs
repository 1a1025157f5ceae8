using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>The issues of zod 4.0.17, the validator of the real server, with its members in its order.</summary>
internal static class ZodIssue
{
    public static JsonObject TooBig(string path, long maximum) =>
        new()
        {
            ["origin"] = "number",
            ["code"] = "too_big",
            ["maximum"] = maximum,
            ["inclusive"] = true,
            ["path"] = Path(path),
            ["message"] = $"Too big: expected number to be <={maximum}",
        };

    public static JsonObject TooSmall(string path, long minimum, bool inclusive = true) =>
        new()
        {
            ["origin"] = "number",
            ["code"] = "too_small",
            ["minimum"] = minimum,
            ["inclusive"] = inclusive,
            ["path"] = Path(path),
            ["message"] = $"Too small: expected number to be >{(inclusive ? "=" : "")}{minimum}",
        };

    public static JsonObject TooLong(string path, int maximum) =>
        new()
        {
            ["origin"] = "string",
            ["code"] = "too_big",
            ["maximum"] = maximum,
            ["inclusive"] = true,
            ["path"] = Path(path),
            ["message"] = $"Too big: expected string to have <={maximum} characters",
        };

    public static JsonObject NotANumber(params string[] path) =>
        new()
        {
            ["expected"] = "number",
            ["code"] = "invalid_type",
            ["received"] = "NaN",
            ["path"] = Path(path),
            ["message"] = "Invalid input: expected number, received NaN",
        };

    public static JsonObject NotAnInteger(string path) =>
        new()
        {
            ["expected"] = "int",
            ["format"] = "safeint",
            ["code"] = "invalid_type",
            ["path"] = Path(path),
            ["message"] = "Invalid input: expected int, received number",
        };

    public static JsonObject WrongType(string expected, string received, params string[] path) =>
        new()
        {
            ["expected"] = expected,
            ["code"] = "invalid_type",
            ["path"] = Path(path),
            ["message"] = $"Invalid input: expected {expected}, received {received}",
        };

    public static JsonObject WrongType(string expected, string received, int position) =>
        new()
        {
            ["expected"] = expected,
            ["code"] = "invalid_type",
            ["path"] = new JsonArray(position),
            ["message"] = $"Invalid input: expected {expected}, received {received}",
        };

    public static JsonObject TooMany(int maximum) =>
        new()
        {
            ["origin"] = "array",
            ["code"] = "too_big",
            ["maximum"] = maximum,
            ["inclusive"] = true,
            ["path"] = new JsonArray(),
            ["message"] = $"Too big: expected array to have <={maximum} items",
        };

    public static JsonObject NotOneOf(IEnumerable<string> values, params string[] path)
    {
        var words = values.ToList();
        return new JsonObject
        {
            ["code"] = "invalid_value",
            ["values"] = JsonText.Array(words),
            ["path"] = Path(path),
            ["message"] = $"Invalid option: expected one of {string.Join('|', words.Select(word => $"\"{word}\""))}",
        };
    }

    /// <summary>No branch of a union fits; every branch has its own list of issues.</summary>
    public static JsonObject NoBranchFits(string path, params JsonObject[] branches) =>
        new()
        {
            ["code"] = "invalid_union",
            ["errors"] = new JsonArray([.. branches.Select(issue => (JsonNode)new JsonArray(issue))]),
            ["path"] = Path(path),
            ["message"] = "Invalid input",
        };

    public static JsonObject Custom(JsonArray path, string message) =>
        new()
        {
            ["code"] = "custom",
            ["path"] = path,
            ["message"] = message,
        };

    // An empty name means the value itself: its path is empty.
    private static JsonArray Path(params string[] names) => JsonText.Array(names.Where(name => name.Length > 0));
}
