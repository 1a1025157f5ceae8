using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Database.Webhooks;

/// <summary>One attempt at a delivery.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Status">What the receiver answered; null when no answer came.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Answer">The beginning of its words; a stranger's text.</param>
/// <param name="Error">Why it does not count as taken; null when it does.</param>
public sealed record DeliveryAttempt(double At, int? Status, long DurationMs, string? Answer, string? Error);

/// <summary>Reads and writes the JSON of webhooks' rows.</summary>
public static class WebhookJson
{
    public static IReadOnlyList<DeliveryAttempt> ReadAttempts(string json) =>
        JsonSerializer.Deserialize(json, WebhookTypes.Readable.IReadOnlyListDeliveryAttempt) ?? [];

    public static IReadOnlyList<string> ReadWords(string json) =>
        JsonSerializer.Deserialize(json, WebhookTypes.Readable.IReadOnlyListString) ?? [];

    internal static string Write(IReadOnlyList<DeliveryAttempt> attempts) =>
        JsonSerializer.Serialize(attempts, WebhookTypes.Readable.IReadOnlyListDeliveryAttempt);

    internal static string Write(IReadOnlyList<string> words) =>
        JsonSerializer.Serialize(words, WebhookTypes.Readable.IReadOnlyListString);

    /// <summary>The body of a message.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="data">What is told of it, a JSON object, as it is in the log.</param>
    internal static string Payload(string kind, DateTime at, string data) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"type\":\"{kind}\",\"timestamp\":\"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"data\":{data}}}"
        );
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IReadOnlyList<DeliveryAttempt>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class WebhookTypes : JsonSerializerContext
{
    public static WebhookTypes Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
