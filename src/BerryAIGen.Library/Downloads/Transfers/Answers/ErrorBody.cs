using System.Text;
using System.Text.Json;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>Reads what a server says in an error's body, whatever its shape.</summary>
internal static class ErrorBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxText = 300;

    private static readonly string[] Members = ["error", "message", "detail", "title"];

    /// <summary>
    /// The first 64 KiB of the body, as far as they come: an error of 5 MB is not read to its end, and a connection that
    /// breaks takes nothing from what the status says.
    /// </summary>
    internal static async Task<string> ReadAsync(
        HttpResponseMessage response,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        try
        {
            var block = await new BodyReader(stream, stall)
                .ReadAsync(MaxBytes, cancellationToken)
                .ConfigureAwait(false);
            var text = Encoding.UTF8.GetString(block.Bytes[..Math.Min(block.Length, MaxBytes)]);
            block.Return();
            return text;
        }
        catch (Exception exception) when (exception is HttpIOException or StallException)
        {
            return "";
        }
    }

    /// <summary>One line for a message, secrets masked; null when the body says nothing readable.</summary>
    internal static string? Sentence(string body)
    {
        var text =
            FromJson(body) ?? (body.TrimStart().StartsWith('<') || body.TrimStart().StartsWith('{') ? null : body);
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : SafeText.Mask(line.Length > MaxText ? line[..MaxText] + "…" : line);
    }

    /// <summary>The date that the body names as the end of the refusal; null when it names none.</summary>
    internal static DateTimeOffset? Deadline(string body) =>
        Read(
            body,
            static root =>
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("deadline", out var deadline)
                && deadline.ValueKind == JsonValueKind.String
                && deadline.TryGetDateTimeOffset(out var end)
                    ? end
                    : (DateTimeOffset?)null
        );

    private static string? FromJson(string body) => Read(body, FromJson);

    private static T? Read<T>(string body, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // Seen: {"error":"…"}, {"error":"…","message":"…"}, {"error":{"message":"…"}}, {"message":["…"]}, "…".
    private static string? FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Array:
                return string.Join(", ", element.EnumerateArray().Select(FromJson).OfType<string>());
            case JsonValueKind.Object:
                var parts = Members
                    .Select(name => element.TryGetProperty(name, out var member) ? FromJson(member) : null)
                    .OfType<string>()
                    .Where(part => part.Length > 0)
                    .Distinct()
                    .ToArray();
                return parts.Length == 0 ? null : string.Join(": ", parts);
            default:
                return null;
        }
    }
}
