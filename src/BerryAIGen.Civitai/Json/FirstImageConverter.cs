using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads the first image of an array and skips the rest.</summary>
internal sealed class FirstImageConverter : JsonConverter<ModelImage>
{
    public override ModelImage? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("expected an array");
        }

        ModelImage? first = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (first is null && reader.TokenType == JsonTokenType.StartObject)
            {
                var inner = (JsonConverter<ModelImage>)options.GetTypeInfo(typeof(ModelImage)).Converter;
                first = TolerantObject.Read(ref reader, inner, options);
            }
            else
            {
                reader.Skip();
            }
        }

        return first;
    }

    public override void Write(Utf8JsonWriter writer, ModelImage value, JsonSerializerOptions options)
    {
        var inner = (JsonConverter<ModelImage>)options.GetTypeInfo(typeof(ModelImage)).Converter;
        writer.WriteStartArray();
        inner.Write(writer, value, options);
        writer.WriteEndArray();
    }
}
