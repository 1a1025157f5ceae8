using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads an object inside another with the tolerance of list elements.</summary>
internal sealed class MemberConverter<T> : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TolerantObject.Read(ref reader, Inner(options), options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        Inner(options).Write(writer, value, options);

    private static JsonConverter<T> Inner(JsonSerializerOptions options) =>
        (JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter;
}
