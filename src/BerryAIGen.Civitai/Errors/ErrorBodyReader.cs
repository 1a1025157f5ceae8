using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Reads the bodies of refusals; the service has about fourteen shapes of them, and some are not its own.</summary>
internal static partial class ErrorBodyReader
{
    private const int LongestText = 300;

    /// <param name="bytes">The body.</param>
    /// <param name="isCut">There was more of it.</param>
    /// <param name="key">The API key, which a body may repeat anywhere; null for none.</param>
    public static ErrorBody Read(ReadOnlySpan<byte> bytes, bool isCut, string? key = null)
    {
        var text = AddressSecrets.Hide(Encoding.UTF8.GetString(bytes), key).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.Length == 0)
            return ErrorBody.Empty;
        if (text[0] is '<')
            return new ErrorBody { IsPage = true, Text = Line(Title().Match(text).Groups[1].Value) };
        if (text.StartsWith("error code:", StringComparison.OrdinalIgnoreCase))
            return new ErrorBody { IsPage = true, Text = "Cloudflare " + Line(text) };
        if (text[0] is not ('{' or '['))
            return new ErrorBody { Text = Line(text) };
        if (isCut)
            return new ErrorBody { Text = "an answer too long to show" };
        try
        {
            using var document = JsonDocument.Parse(text);
            return ReadJson(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Cut off, no JSON after all, or an escaped half of a character: what came is still the best explanation.
            return new ErrorBody { Text = Line(text) };
        }
    }

    /// <summary>One masked line of at most <see cref="LongestText"/> characters; null for nothing.</summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var start = text.Length > LongestText * 4 ? text[..(LongestText * 4)] : text;
        var line = Gaps().Replace(AddressSecrets.Mask(start), " ").Trim();
        return line.Length > LongestText ? line[..LongestText] + "…" : line;
    }

    private static ErrorBody ReadJson(JsonElement root)
    {
        if (ZodIssues.Find(root) is { Count: > 0 } problems)
            return new ErrorBody { Problems = problems, Text = Line(string.Join("; ", problems)) };
        if (root.ValueKind != JsonValueKind.Object)
            return ErrorBody.Empty;
        var error = Member(root, "error");
        var message = Member(root, "message");
        // "An unexpected error occurred" says nothing; the real text is in "error" then, if anywhere.
        var isVague = message?.StartsWith("An unexpected error", StringComparison.OrdinalIgnoreCase) == true;
        return new ErrorBody
        {
            Text = Line(isVague ? error ?? message : message ?? error),
            Label = message is null ? null : Line(error),
            Deadline = ReadDeadline(root),
        };
    }

    private static DateTimeOffset? ReadDeadline(JsonElement root) =>
        DateTimeOffset.TryParse(
            Member(root, "deadline"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var deadline
        )
            ? deadline
            : null;

    private static string? Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"<(?:title|Code)[^>]*>\s*([^<]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Gaps();
}
