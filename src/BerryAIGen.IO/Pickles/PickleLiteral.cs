using System.Globalization;
using System.Numerics;
using System.Text;

namespace BerryAIGen.IO.Pickles;

/// <summary>The texts of protocol 0, read as Python reads them; null where Python would refuse them.</summary>
internal static class PickleLiteral
{
    private const int LongestNumber = 4300;

    /// <summary>The argument of INT and LONG: "00" and "01" of an INT are truth values, a LONG may end with L.</summary>
    internal static PickleConstant? Whole(ReadOnlySpan<byte> line, bool isLong)
    {
        var text = Encoding.Latin1.GetString(line).Trim();
        if (!isLong && text is "00" or "01")
        {
            return text == "01" ? PickleConstant.True : PickleConstant.False;
        }

        text = isLong ? text.TrimEnd('L') : text;
        return
            text.Length <= LongestNumber
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Whole(number)
            : null;
    }

    /// <summary>The argument of LONG1 and LONG4.</summary>
    internal static PickleConstant Whole(ReadOnlySpan<byte> twosComplement) => Whole(new BigInteger(twosComplement));

    internal static PickleConstant? Real(ReadOnlySpan<byte> line) =>
        double.TryParse(Encoding.Latin1.GetString(line), CultureInfo.InvariantCulture, out var number)
            ? new PickleConstant(number)
            : null;

    /// <summary>The argument of STRING: quoted, with Python's escapes.</summary>
    internal static string? Quoted(ReadOnlySpan<byte> line)
    {
        var text = Encoding.Latin1.GetString(line).Trim();
        return text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0]
            ? Unescape(text[1..^1], "xrntabfv'\"\\0")
            : null;
    }

    /// <summary>The argument of UNICODE: Latin-1 in which only <c>\u</c> and <c>\U</c> are escapes.</summary>
    internal static string? RawUnicode(ReadOnlySpan<byte> line) => Unescape(Encoding.Latin1.GetString(line), "uU");

    private static PickleConstant Whole(BigInteger number) =>
        new(number >= long.MinValue && number <= long.MaxValue ? (long)number : number);

    private static string? Unescape(string text, string known)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at]);
            }
            else if (!known.Contains(text[at + 1]) && !IsOctal(text[at + 1], known))
            {
                // No escape: both characters stand for themselves, and the second one begins none.
                plain.Append(text[at]).Append(text[++at]);
            }
            else if (!TryReadEscape(text, ref at, plain))
            {
                return null;
            }
        }

        return plain.ToString();
    }

    private static bool IsOctal(char letter, string known) => known.Contains('0') && letter is >= '0' and <= '7';

    // "at" stands on the backslash and is left on the last character of the escape.
    private static bool TryReadEscape(string text, ref int at, StringBuilder plain)
    {
        var letter = text[++at];
        var digits = letter switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (digits > 0)
        {
            return TryReadHex(text, digits, ref at, plain);
        }

        if (letter is >= '0' and <= '7')
        {
            var value = letter - '0';
            for (var more = 0; more < 2 && at + 1 < text.Length && text[at + 1] is >= '0' and <= '7'; more++)
            {
                value = (value * 8) + (text[++at] - '0');
            }

            plain.Append((char)(value & 0xFF));
            return true;
        }

        plain.Append(
            letter switch
            {
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                'a' => '\a',
                'b' => '\b',
                'f' => '\f',
                'v' => '\v',
                _ => letter,
            }
        );
        return true;
    }

    private static bool TryReadHex(string text, int digits, ref int at, StringBuilder plain)
    {
        if (
            at + digits >= text.Length
            || !uint.TryParse(
                text.AsSpan(at + 1, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var value
            )
            || value > 0x10FFFF
        )
        {
            return false;
        }

        at += digits;
        plain.Append(value > 0xFFFF ? char.ConvertFromUtf32((int)value) : ((char)value).ToString());
        return true;
    }
}
