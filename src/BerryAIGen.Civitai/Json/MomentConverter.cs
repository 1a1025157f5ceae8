using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Moments; without a zone they are UTC (the service's SQL answers leave the Z out).</summary>
internal sealed class MomentConverter : JsonConverter<DateTimeOffset>
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;

    // The service writes three digits; its SQL answers have six.
    private const string Milliseconds = "yyyy-MM-ddTHH:mm:ss.fff'Z'";
    private const string AllDigits = "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"expected a date, found {TolerantObject.Name(reader.TokenType)}");
        }

        if (reader.TryGetDateTime(out var moment) && moment.Kind != DateTimeKind.Local)
        {
            return new DateTimeOffset(moment.Ticks, TimeSpan.Zero);
        }

        return DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, Utc, out var other)
            ? other
            : throw new JsonException("expected a date");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString(
                value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? Milliseconds : AllDigits,
                CultureInfo.InvariantCulture
            )
        );
}
