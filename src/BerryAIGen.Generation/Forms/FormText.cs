using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Reads forms, and single values of them, as people write them.</summary>
public static class FormText
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A whole form.</summary>
    /// <param name="text">A JSON object.</param>
    /// <param name="name">What a person calls the text: its file.</param>
    /// <exception cref="GenerationException">It is no JSON object.</exception>
    public static JsonObject Parse(string text, string name)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Tolerant) is JsonObject values)
                return values;
        }
        catch (JsonException wrong)
        {
            throw new GenerationException(FailureCode.Usage, null, $"The form in {name} is no JSON: {wrong.Message}");
        }

        throw new GenerationException(
            FailureCode.Usage,
            null,
            $"The form in {name} is no JSON object; it begins with {{ \"workflow\": … }}."
        );
    }

    /// <summary>Puts <c>name=value</c> into a form; the value may be JSON, and is a text when it is not.</summary>
    /// <param name="values">The form.</param>
    /// <param name="pair">The pair, as it was typed.</param>
    /// <param name="takesText">Whether a field takes a text: what looks like a number is none there.</param>
    /// <exception cref="GenerationException">There is no name, or a member of the value stands twice.</exception>
    public static void Set(JsonObject values, string pair, Func<string, bool> takesText)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw new GenerationException(FailureCode.Usage, null, $"\"{pair}\" is no name=value; write -p steps=30.");
        var (name, text) = (pair[..at].Trim(), pair[(at + 1)..]);
        values[name] =
            takesText(name) && text is not ['"', ..] and not "null" ? JsonValue.Create(text) : Value(name, text);
    }

    private static JsonNode? Value(string name, string text)
    {
        if (text is not ['{' or '[' or '"' or '-' or (>= '0' and <= '9'), ..] and not ("true" or "false" or "null"))
            return JsonValue.Create(text);
        JsonNode? lenient;
        try
        {
            lenient = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A prompt may begin like a number.
            return JsonValue.Create(text);
        }

        try
        {
            return lenient is JsonObject or JsonArray ? JsonNode.Parse(text, documentOptions: Strict) : lenient;
        }
        catch (JsonException twice)
        {
            throw new GenerationException(
                FailureCode.Usage,
                name,
                $"\"{name}\" cannot be read: {twice.Message} Take one of them out."
            );
        }
    }
}
