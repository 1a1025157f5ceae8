using System.Text;
using System.Text.RegularExpressions;

namespace BerryAIGen.Civitai.Downloads;

/// <summary>Reads the file name of a <c>Content-Disposition</c> header, as servers really write it (RFC 6266 and worse).</summary>
public static partial class ContentDisposition
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The announced name of an answer, also where its header is not what .NET can parse; null when there is none.</summary>
    /// <param name="answer">The answer that brings the file.</param>
    public static string? FindFileName(HttpResponseMessage answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var headers = answer.Content.Headers.NonValidated;
        return headers.TryGetValues("Content-Disposition", out var values) ? FindFileName(values.ToString()) : null;
    }

    /// <summary>
    /// The announced name: <c>filename*</c> before <c>filename</c>, UTF-8 that was read as Latin-1 repaired, percent codes
    /// decoded. Null when there is none. The name is not to be trusted: it may hold path parts.
    /// </summary>
    /// <param name="header">The header's value; null gives null.</param>
    public static string? FindFileName(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return null;
        var name = FindExtended(header) ?? FindPlain(header);
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }

    private static string? FindExtended(string header)
    {
        var match = Extended().Match(header);
        if (!match.Success)
            return null;
        var bytes = PercentBytes(match.Groups["value"].Value);
        return match.Groups["charset"].Value.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase)
            ? Encoding.Latin1.GetString(bytes)
            : ReadUtf8(bytes);
    }

    private static string? FindPlain(string header)
    {
        var match = Plain().Match(header);
        if (!match.Success)
            return null;
        var quoted = match.Groups["quoted"];
        var text = quoted.Success ? Escaped().Replace(quoted.Value, "$1") : match.Groups["token"].Value;
        return Repair(text);
    }

    // .NET reads header bytes as Latin-1; storage hosts send UTF-8, or percent codes where RFC 6266 has none.
    private static string Repair(string text)
    {
        var unescaped = text.Contains('%', StringComparison.Ordinal) ? ReadUtf8(PercentBytes(text)) ?? text : text;
        var isLatin1 = unescaped.All(letter => letter <= 0xFF) && unescaped.Any(letter => letter > 0x7F);
        return isLatin1 ? ReadUtf8(Encoding.Latin1.GetBytes(unescaped)) ?? unescaped : unescaped;
    }

    private static string? ReadUtf8(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] PercentBytes(string text)
    {
        using var bytes = new MemoryStream(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isCode =
                text[at] == '%'
                && at + 2 < text.Length
                && char.IsAsciiHexDigit(text[at + 1])
                && char.IsAsciiHexDigit(text[at + 2]);
            if (isCode)
            {
                bytes.WriteByte(Convert.FromHexString(text.AsSpan(at + 1, 2))[0]);
                at += 2;
            }
            else
                bytes.Write(text[at] <= 0xFF ? [(byte)text[at]] : Encoding.UTF8.GetBytes([text[at]]));
        }
        return bytes.ToArray();
    }

    [GeneratedRegex(
        @"(?:^|;)\s*filename\*\s*=\s*(?<charset>[^';\s]*)'[^']*'(?<value>[^;\s]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Extended();

    [GeneratedRegex(
        @"(?:^|;)\s*filename\s*=\s*(?:""(?<quoted>(?:[^""\\]|\\.)*)""|(?<token>[^;""]+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plain();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
