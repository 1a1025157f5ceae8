using System.Buffers.Text;

namespace BerryAIGen.IO.Graphs;

/// <summary>
/// Python escapes half of a surrogate pair as if it were a letter, and no reader can make a text of that: such halves become
/// U+FFFD, as decoders do it.
/// </summary>
internal static class EscapedSurrogates
{
    private const int EscapeBytes = 6;

    internal static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return json;
        }

        var mended = json.ToArray();
        for (var at = 0; at + 1 < mended.Length; at++)
        {
            if (mended[at] != '\\')
            {
                continue;
            }

            var letter = Letter(mended.AsSpan(at));
            if (!char.IsSurrogate(letter))
            {
                // What is escaped may be a backslash itself.
                at++;
            }
            else if (char.IsHighSurrogate(letter) && char.IsLowSurrogate(Letter(mended.AsSpan(at + EscapeBytes))))
            {
                at += (2 * EscapeBytes) - 1;
            }
            else
            {
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
                at += EscapeBytes - 1;
            }
        }

        return mended;
    }

    /// <summary>The letter that is escaped here; zero for anything else.</summary>
    private static char Letter(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeBytes
        && text.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(text[2..EscapeBytes], out ushort letter, out var read, 'x')
        && read == EscapeBytes - 2
            ? (char)letter
            : '\0';
}
