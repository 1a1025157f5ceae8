using System.Globalization;

namespace BerryAIGen.Civitai.Json;

/// <summary>Halves of surrogate pairs in escapes (<c>\ud83d</c> alone), which a text cut by the service leaves behind.</summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>A copy in which each is <c>\ufffd</c>, because .NET neither reads nor writes such text; null when there are none.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> utf8)
    {
        byte[]? clean = null;
        for (var i = Next(utf8, 0); i >= 0; i = Next(utf8, i))
        {
            if (Unit(utf8, i) is not { } unit)
            {
                i += 2;
            }
            else if (char.IsHighSurrogate(unit) && Unit(utf8, i + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                i += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    clean ??= utf8.ToArray();
                    "\\ufffd"u8.CopyTo(clean.AsSpan(i));
                }

                i += EscapeLength;
            }
        }

        return clean;
    }

    /// <summary>The next <c>\u</c> whose backslash is not itself escaped; -1 when there is none.</summary>
    private static int Next(ReadOnlySpan<byte> utf8, int from)
    {
        while (utf8[Math.Min(from, utf8.Length)..].IndexOf("\\u"u8) is >= 0 and var offset)
        {
            var at = from + offset;
            var backslashes = at - utf8[..at].LastIndexOfAnyExcept((byte)'\\');
            if (backslashes % 2 == 1)
            {
                return at;
            }

            from = at + 2;
        }

        return -1;
    }

    private static char? Unit(ReadOnlySpan<byte> utf8, int at) =>
        at + EscapeLength <= utf8.Length
        && utf8[at..].StartsWith("\\u"u8)
        && ushort.TryParse(
            utf8.Slice(at + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
