using System.Text;
using System.Text.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Reads the orchestrator's refusals: problem details (RFC 9457) with errors by field, a bare text, or a JSON text.</summary>
internal static class ProblemReader
{
    /// <param name="bytes">The body.</param>
    /// <param name="isCut">There was more of it.</param>
    /// <param name="key">The API key, which a body may repeat anywhere; null for none.</param>
    public static ErrorBody Read(ReadOnlySpan<byte> bytes, bool isCut, string? key)
    {
        var text = AddressSecrets.Hide(Encoding.UTF8.GetString(bytes), key).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        if (isCut || text.Length == 0 || text[0] is not ('{' or '"'))
            return ErrorBodyReader.Read(bytes, isCut, key);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.String
                ? new ErrorBody { Text = ErrorBodyReader.Line(root.GetString()) }
                : Details(root) ?? ErrorBodyReader.Read(bytes, isCut, key);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Cut off, or no JSON after all: what came is still the best explanation.
            return ErrorBodyReader.Read(bytes, isCut, key);
        }
    }

    private static ErrorBody? Details(JsonElement root)
    {
        var problems = Problems(root);
        var (title, detail) = (Member(root, "title"), Member(root, "detail"));
        if (problems.Count == 0 && title is null && detail is null)
            return null;
        return new ErrorBody
        {
            Problems = problems,
            Label = ErrorBodyReader.Line(title),
            Text = ErrorBodyReader.Line(problems.Count > 0 ? string.Join("; ", problems) : detail ?? title),
        };
    }

    private static List<RequestProblem> Problems(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
            return [];
        return
        [
            .. errors
                .EnumerateObject()
                .SelectMany(field => Texts(field.Value).Select(text => new RequestProblem(field.Name, text))),
        ];
    }

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [ErrorBodyReader.Line(value.GetString()) ?? "not accepted"],
            _ => ["not accepted"],
        };

    private static string? Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;
}
