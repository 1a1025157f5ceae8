using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.Civitai.Errors;

/// <summary>
/// The issues of the server's validator, in each place it puts them: as JSON in a string, as an array, bare, after a
/// sentence, or as text with a cross and an arrow.
/// </summary>
internal static partial class ZodIssues
{
    public static IReadOnlyList<RequestProblem>? Find(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return ReadArray(root);
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (IsZodError(root))
            return ReadError(root);
        if (!root.TryGetProperty("error", out var error))
            return null;
        return error.ValueKind switch
        {
            JsonValueKind.Object when IsZodError(error) => ReadError(error),
            JsonValueKind.String => ReadText(error.GetString()!),
            _ => null,
        };
    }

    private static bool IsZodError(JsonElement value) =>
        value.TryGetProperty("name", out var name)
        && name.ValueKind == JsonValueKind.String
        && name.ValueEquals("ZodError");

    private static IReadOnlyList<RequestProblem>? ReadError(JsonElement error)
    {
        if (error.TryGetProperty("issues", out var issues) && issues.ValueKind == JsonValueKind.Array)
            return ReadArray(issues);
        return error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? ReadText(message.GetString()!)
            : null;
    }

    private static IReadOnlyList<RequestProblem>? ReadText(string text)
    {
        var pretty = Pretty().Matches(text);
        if (pretty.Count > 0)
            return
            [
                .. pretty.Select(match => new RequestProblem(
                    match.Groups[2].Value,
                    ErrorBodyReader.Line(match.Groups[1].Value) ?? "not accepted"
                )),
            ];
        var start = text.IndexOf("[\n", StringComparison.Ordinal);
        start = start < 0 && text.StartsWith('[') ? 0 : start;
        if (start < 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text[start..]);
            var sentence = ErrorBodyReader.Line(text[..start]);
            var issues = ReadArray(document.RootElement);
            return sentence is null ? issues : [new RequestProblem("", sentence.TrimEnd('.')), .. issues ?? []];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON after all, or an escaped half of a character in it: the text itself is shown then.
            return null;
        }
    }

    private static IReadOnlyList<RequestProblem>? ReadArray(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray().Where(issue => issue.ValueKind == JsonValueKind.Object).Select(ReadIssue)]
            : null;

    private static RequestProblem ReadIssue(JsonElement issue) => new(ReadPath(issue), ReadMessage(issue));

    private static string ReadPath(JsonElement issue) =>
        issue.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.Array
            ? string.Join('.', path.EnumerateArray().Select(part => part.ToString()))
            : "";

    // A union says only "Invalid input"; the first of its branches says what was expected.
    private static string ReadMessage(JsonElement issue)
    {
        if (
            issue.TryGetProperty("errors", out var branches)
            && branches.ValueKind == JsonValueKind.Array
            && branches.EnumerateArray().SelectMany(Nested).FirstOrDefault() is { Message.Length: > 0 } inner
        )
            return inner.Message;
        return issue.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? ErrorBodyReader.Line(message.GetString()) ?? "not accepted"
            : "not accepted";
    }

    private static IReadOnlyList<RequestProblem> Nested(JsonElement branch) => ReadArray(branch) ?? [];

    [GeneratedRegex(@"✖ ([^\n]+)(?:\n\s*→ at ([^\n]+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Pretty();
}
