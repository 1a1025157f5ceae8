using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads a word of an open list; a known one costs no new string.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, IWord<T>
{
    private const int LongestKnown = 64;

    private static readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> Known = T
        .Known.ToFrozenDictionary(word => word.Value, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestKnown)
        {
            Span<char> text = stackalloc char[LongestKnown];
            if (Known.TryGetValue(text[..reader.CopyString(text)], out var known))
            {
                return known;
            }
        }

        return T.Create(TextConverter.Instance.Read(ref reader, typeof(string), options)!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
