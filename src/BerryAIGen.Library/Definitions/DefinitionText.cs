using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BerryAIGen.Library.Definitions;

/// <summary>What every definition keeps, whatever its kind: no member stands twice, and null stands nowhere.</summary>
internal static class DefinitionText
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads it; who asked for no more need not look for null in any list or member.</summary>
    /// <exception cref="JsonException">It is wrong; the message names the place.</exception>
    public static T Read<T>(Stream stream, JsonTypeInfo<T> json)
        where T : class
    {
        using var document = JsonDocument.Parse(stream, Strict);
        return FindOdd(document) switch
        {
            null => Read(document, json),
            "" => throw new JsonException("the file holds null."),
            var place => throw new JsonException(
                $"\"{place}\" is null; leave out what there is not.",
                $"$.{place}",
                null,
                null
            ),
        };
    }

    private static T Read<T>(JsonDocument document, JsonTypeInfo<T> json)
    {
        try
        {
            return document.Deserialize(json)!;
        }
        catch (JsonException wrong)
            when (wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            // Its own words name types of this program.
            throw new JsonException(
                wrong.Path is ['$', '.', .. var place]
                    ? $"\"{place}\" is of another kind than it has to be."
                    : "the file is no JSON object.",
                wrong.Path,
                null,
                null,
                wrong
            );
        }
        catch (JsonException wrong) when (MissingIn(wrong.Message) is { } missing)
        {
            throw new JsonException(
                wrong.Path is ['$', '.', .. var place]
                    ? $"\"{place}\" lacks {missing}; add what is missing."
                    : $"the file lacks {missing}; add what is missing.",
                wrong.Path,
                null,
                null,
                wrong
            );
        }
        catch (JsonException wrong)
            when (wrong.Message.StartsWith("The JSON property", StringComparison.Ordinal)
                && wrong.Path is ['$', '.', .. var place]
            )
        {
            throw new JsonException(
                $"\"{place}\" is no member that there is; correct its name, or take it out.",
                wrong.Path,
                null,
                null,
                wrong
            );
        }
    }

    // 'id', 'name': the names at the end of a sentence of the reader's.
    private static string? MissingIn(string message)
    {
        const string words = "was missing required properties including: ";
        var at = message.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? null : message[(at + words.Length)..].Split(" Path:")[0].TrimEnd('.').Replace('\'', '"');
    }

    private static string? FindOdd(JsonDocument document)
    {
        try
        {
            return FindNull(document.RootElement, "");
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException(
                "a name or text has half of a surrogate pair (\\ud800 to \\udfff alone); write the whole letter.",
                half
            );
        }
    }

    // The reader refuses a null member, but not a null element; and it finds half a letter only when it is read.
    private static string? FindNull(JsonElement value, string place) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => place,
            JsonValueKind.String => value.GetString() is null ? place : null,
            JsonValueKind.Array => value
                .EnumerateArray()
                .Select((element, index) => FindNull(element, $"{place}[{index}]"))
                .FirstOrDefault(found => found is not null),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Select(member => FindNull(member.Value, place.Length == 0 ? member.Name : $"{place}.{member.Name}"))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };
}
