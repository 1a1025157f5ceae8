using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Reads forms, and single values of them, as people write them.</summary>
public static class FormText
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>A whole form.</summary>
    /// <param name="text">A JSON object.</param>
    /// <param name="name">What a person calls the text: its file.</param>
    /// <exception cref="GenerationException">It is no JSON object.</exception>
    public static JsonObject Parse(string text, string name)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Tolerant) is JsonObject values)
            {
                // Members that stand twice are found when they are asked for.
                _ = values.Count;
                return values;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
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
    /// <exception cref="GenerationException">There is no name.</exception>
    public static void Set(JsonObject values, string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw new GenerationException(FailureCode.Usage, null, $"\"{pair}\" is no name=value; write -p steps=30.");
        values[pair[..at].Trim()] = Value(pair[(at + 1)..]);
    }

    private static JsonNode? Value(string text)
    {
        if (text is not ['{' or '[' or '"' or '-' or (>= '0' and <= '9'), ..] and not ("true" or "false" or "null"))
            return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A prompt may begin like a number.
            return JsonValue.Create(text);
        }
    }
}
