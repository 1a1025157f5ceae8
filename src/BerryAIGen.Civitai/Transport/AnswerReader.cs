using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Reads the JSON of a good answer, or says what came in its place.</summary>
internal static class AnswerReader
{
    public static T Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, string? key) =>
        Read(answer, bytes => LenientJson.Read(bytes, type), key);

    public static JsonElement ReadElement(HttpResponseMessage answer, string? key) =>
        Read(answer, LenientJson.ReadElement, key);

    private delegate T Parse<T>(ReadOnlySpan<byte> utf8);

    private static T Read<T>(HttpResponseMessage answer, Parse<T> parse, string? key)
    {
        var content = (BufferedContent)answer.Content;
        var bytes = content.Bytes.Span;
        if (content.IsCut)
            throw Unreadable(answer, $"it is longer than {BufferedContent.AnswerLimit >> 20} MiB", null, null, key);
        if (IsPage(bytes))
            throw Page(answer, bytes, key);
        try
        {
            return parse(bytes) is { } value ? value : throw Unreadable(answer, "it is null", "$", null, key);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            var field = (problem as JsonException)?.Path;
            var what = bytes.IsEmpty ? "it is empty" : ErrorBodyReader.Line(AddressSecrets.Hide(problem.Message, key))!;
            throw Unreadable(answer, what, field, problem, key);
        }
    }

    // Maintenance and Cloudflare send web pages with status 200, sometimes even called JSON.
    private static bool IsPage(ReadOnlySpan<byte> bytes) => bytes.TrimStart("\uFEFF \t\r\n"u8).StartsWith("<"u8);

    private static CivitaiUnavailableException Page(HttpResponseMessage answer, ReadOnlySpan<byte> bytes, string? key)
    {
        var body = ErrorBodyReader.Read(Head(bytes), isCut: false, key);
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
        Exception? problem,
        string? key
    )
    {
        var place = field is null ? "" : $" at {field}";
        var body = Encoding.UTF8.GetString(Head(((BufferedContent)answer.Content).Bytes.Span));
        return new CivitaiInvalidReplyException(
            $"The answer to {Asked(answer)} cannot be read{place}: {what.TrimEnd('.')}.",
            field,
            AddressSecrets.Mask(AddressSecrets.Hide(body, key)),
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
