using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Whole numbers in lists, also when they arrive as text.</summary>
internal sealed class IntegerConverter : JsonConverter<int>
{
    public static IntegerConverter Instance { get; } = new();

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? int.Parse(reader.GetString()!) : reader.GetInt32();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
