using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads an object so that a member of an unexpected type costs that member only, never the object.</summary>
internal static class TolerantObject
{
    /// <summary>Reads the object at the reader's position; leaves the reader on its last token.</summary>
    /// <exception cref="JsonException">It is not an object, lacks its id, or is not JSON at all.</exception>
    public static T Read<T>(ref Utf8JsonReader reader, JsonConverter<T> converter, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"expected an object, found {Name(reader.TokenType)}", "$", null, null);
        }

        var start = reader;
        T? value;
        try
        {
            value = converter.Read(ref reader, typeof(T), options);
        }
        catch (Exception e) when (IsUnexpectedShape(e))
        {
            reader = start;
            value = ReadWithoutOddMembers(JsonElement.ParseValue(ref reader), converter, options);
        }

        return value is IIdentified { Id: <= 0 }
            ? throw new JsonException("it has no usable id", "$.id", null, null)
            : value!;
    }

    /// <summary>What the serializer's own converters throw for a value of another type than theirs.</summary>
    public static bool IsUnexpectedShape(Exception e) =>
        e is JsonException or InvalidOperationException or FormatException or OverflowException;

    public static string Name(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            _ => "null",
        };

    private static T? ReadWithoutOddMembers<T>(
        JsonElement sent,
        JsonConverter<T> converter,
        JsonSerializerOptions options
    )
    {
        var members = sent.EnumerateObject().ToList();
        var odd = members.Where(member => !CanRead([member], converter, options)).ToList();
        var value = ReadMembers(members.Except(odd), converter, options);
        if (value is OpenRecord record)
        {
            record.UnknownMembers ??= new Dictionary<string, JsonElement>();
            foreach (var member in odd)
            {
                record.UnknownMembers[member.Name] = member.Value.Clone();
            }
        }

        return value;
    }

    private static bool CanRead<T>(
        IEnumerable<JsonProperty> members,
        JsonConverter<T> converter,
        JsonSerializerOptions options
    )
    {
        try
        {
            ReadMembers(members, converter, options);
            return true;
        }
        catch (Exception e) when (IsUnexpectedShape(e))
        {
            return false;
        }
    }

    private static T? ReadMembers<T>(
        IEnumerable<JsonProperty> members,
        JsonConverter<T> converter,
        JsonSerializerOptions options
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in members)
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, LenientJson.ReaderOptions);
        reader.Read();
        return converter.Read(ref reader, typeof(T), options);
    }
}
