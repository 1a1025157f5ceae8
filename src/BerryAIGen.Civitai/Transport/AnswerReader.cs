using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Reads the JSON of a good answer, or says what came in its place.</summary>
internal static class AnswerReader
{
    public static T Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type) =>
        Read(answer, bytes => LenientJson.Read(bytes, type));

    public static JsonElement ReadElement(HttpResponseMessage answer) => Read(answer, LenientJson.ReadElement);

    private delegate T Parse<T>(ReadOnlySpan<byte> utf8);

    private static T Read<T>(HttpResponseMessage answer, Parse<T> parse)
    {
        var content = (BufferedContent)answer.Content;
        var bytes = content.Bytes.Span;
        if (content.IsCut)
            throw Unreadable(answer, $"it is longer than {BufferedContent.AnswerLimit >> 20} MiB", null, null);
        if (IsPage(bytes))
            throw Page(answer, bytes);
        try
        {
            return parse(bytes) is { } value ? value : throw Unreadable(answer, "it is null", "$", null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            var field = (problem as JsonException)?.Path;
            var what = bytes.IsEmpty ? "it is empty" : ErrorBodyReader.Line(problem.Message)!;
            throw Unreadable(answer, what, field, problem);
        }
    }

    // Maintenance and Cloudflare send web pages with status 200, sometimes even called JSON.
    private static bool IsPage(ReadOnlySpan<byte> bytes) => bytes.TrimStart("\uFEFF \t\r\n"u8).StartsWith("<"u8);

    private static CivitaiUnavailableException Page(HttpResponseMessage answer, ReadOnlySpan<byte> bytes)
    {
        var body = ErrorBodyReader.Read(Head(bytes), isCut: false);
        return new CivitaiUnavailableException(
            $"Civitai is not available: a web page came instead of an answer, \"{body.Text ?? "without a title"}\" "
                + $"({(int)answer.StatusCode}, {Asked(answer)}). Try again later.",
            answer.StatusCode
        );
    }

    private static CivitaiInvalidReplyException Unreadable(
        HttpResponseMessage answer,
        string what,
        string? field,
        Exception? problem
    )
    {
        var place = field is null ? "" : $" at {field}";
        var body = Encoding.UTF8.GetString(Head(((BufferedContent)answer.Content).Bytes.Span));
        return new CivitaiInvalidReplyException(
            $"The answer to {Asked(answer)} cannot be read{place}: {what.TrimEnd('.')}.",
            field,
            AddressSecrets.Mask(body),
            answer.StatusCode,
            problem
        );
    }

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, BufferedContent.RefusalLimit)];

    private static string Asked(HttpResponseMessage answer) =>
        answer.RequestMessage is { RequestUri: { } address } request
            ? $"{request.Method} {ErrorBodyReader.Line(address.PathAndQuery)}"
            : "the request";
}
