using System.Globalization;
using System.Text;

namespace BerryAIGen.Cli.Output;

/// <summary>
/// Text as a terminal may have it. Names, headers and answers come from outside, and a control character in them would
/// clear the screen, rename the window or turn a line round.
/// </summary>
internal static class PlainText
{
    /// <summary>Lines and tabs stay; every other control character and mark of direction is written out.</summary>
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && !IsUnsafe(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var plain = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var letter in text.AsSpan(first))
        {
            if (IsUnsafe(letter))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                plain.Append(letter);
            }
        }

        return plain.ToString();
    }

    // Controls of ASCII and of its upper half (a terminal takes U+009B for ESC [), and the overrides of direction.
    private static bool IsUnsafe(char letter) =>
        letter is not ('\n' or '\t')
        && (
            char.IsControl(letter)
            || letter
                is '\u061c'
                    or '\u200e'
                    or '\u200f'
                    or (>= '\u202a' and <= '\u202e')
                    or (>= '\u2066' and <= '\u2069')
                    or '\u2028'
                    or '\u2029'
        );
}
