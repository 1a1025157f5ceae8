using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads an array element by element; what cannot be read goes to <see cref="OpenList{T}.Unreadable"/>.</summary>
internal abstract class OpenListConverter<T> : JsonConverter<OpenList<T>>
{
    public override bool HandleNull => true;

    protected abstract T ReadElement(ref Utf8JsonReader reader, JsonSerializerOptions options);

    protected abstract void WriteElement(Utf8JsonWriter writer, T element, JsonSerializerOptions options);

    public override OpenList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return OpenList<T>.Empty;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return ReadOther(ref reader, options);
        }

        var items = new List<T>();
        List<UnreadableElement>? unreadable = null;
        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
        {
            var start = reader;
            try
            {
                items.Add(ReadElement(ref reader, options));
            }
            catch (Exception e) when (TolerantObject.IsUnexpectedShape(e))
            {
                reader = start;
                (unreadable ??= []).Add(new(position, JsonElement.ParseValue(ref reader), e.Message));
            }
        }

        return items.Count == 0 && unreadable is null ? OpenList<T>.Empty : new([.. items], unreadable);
    }

    public override void Write(Utf8JsonWriter writer, OpenList<T> value, JsonSerializerOptions options)
    {
        if (value.Unreadable is [{ Position: < 0 } other])
        {
            other.Json.WriteTo(writer);
            return;
        }

        writer.WriteStartArray();
        var (item, odd) = (0, 0);
        for (var position = 0; item < value.Count || odd < value.Unreadable.Count; position++)
        {
            if (odd < value.Unreadable.Count && (value.Unreadable[odd].Position <= position || item == value.Count))
            {
                value.Unreadable[odd++].Json.WriteTo(writer);
            }
            else
            {
                WriteElement(writer, value[item++], options);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Something else stands where the array belongs: a list of one, or kept as it is.</summary>
    private OpenList<T> ReadOther(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            return new([ReadElement(ref reader, options)]);
        }
        catch (Exception e) when (TolerantObject.IsUnexpectedShape(e))
        {
            reader = start;
            return new([], [new(-1, JsonElement.ParseValue(ref reader), $"expected an array: {e.Message}")]);
        }
    }
}

/// <summary>Lists of objects with generated metadata.</summary>
internal sealed class ObjectListConverter<T> : OpenListConverter<T>
{
    protected override T ReadElement(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        TolerantObject.Read(ref reader, Converter(options), options);

    protected override void WriteElement(Utf8JsonWriter writer, T element, JsonSerializerOptions options) =>
        Converter(options).Write(writer, element, options);

    private static JsonConverter<T> Converter(JsonSerializerOptions options) =>
        (JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter;
}

/// <summary>Lists of plain values, which one converter reads.</summary>
internal sealed class ValueListConverter<T>(JsonConverter<T> converter) : OpenListConverter<T>
{
    protected override T ReadElement(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null
            ? throw new JsonException("it is null")
            : converter.Read(ref reader, typeof(T), options)!;

    protected override void WriteElement(Utf8JsonWriter writer, T element, JsonSerializerOptions options) =>
        converter.Write(writer, element, options);
}
