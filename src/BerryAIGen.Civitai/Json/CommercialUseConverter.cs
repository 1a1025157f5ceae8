using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>The allowed uses in their three shapes: an array, one word, or PostgreSQL's <c>{Image,Rent}</c>.</summary>
internal sealed class CommercialUseConverter : JsonConverter<OpenList<CommercialUse>>
{
    private static readonly ValueListConverter<CommercialUse> List = new(new WordConverter<CommercialUse>());

    public override bool HandleNull => true;

    public override OpenList<CommercialUse> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueSpan.StartsWith("{"u8))
        {
            return List.Read(ref reader, typeToConvert, options);
        }

        var words = reader.GetString()!.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries);
        return new([.. words.Where(word => word.Length > 0).Select(word => new CommercialUse(word.Trim('"')))]);
    }

    public override void Write(Utf8JsonWriter writer, OpenList<CommercialUse> value, JsonSerializerOptions options) =>
        List.Write(writer, value, options);
}
