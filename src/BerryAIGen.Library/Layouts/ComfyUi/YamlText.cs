using System.Text;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Makes of a file's bytes the text that Python would hand to its YAML loader.</summary>
internal static partial class YamlText
{
    /// <exception cref="YamlProblem">The bytes are no UTF-8, or hold a character that YAML 1.1 does not allow.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException ex)
        {
            var line = 1 + bytes[..Math.Max(0, ex.Index)].Count((byte)'\n');
            throw new YamlProblem(line, "the file is not in UTF-8; save it in that encoding");
        }

        // Python opens it as a text: every line then ends with a line feed.
        text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (!IsAllowed(text[i]))
                throw new YamlProblem(
                    1 + text.AsSpan(0, i).Count('\n'),
                    $"the character U+{(int)text[i]:X4} is not allowed in YAML; remove it"
                );
        }

        return BlankLineAtBlockStart().Replace(text[start..], WithoutBlanks);
    }

    // Our parser takes a first line of blanks for the block's indentation when the text is indented further; Python does not.
    private static string WithoutBlanks(Match match) =>
        match.Groups["blank"].Captures.All(blank => blank.Length <= match.Groups["indent"].Length)
            ? match.Groups["head"].Value
                + new string('\n', match.Groups["blank"].Captures.Count + 1)
                + match.Groups["indent"].Value
            : match.Value;

    [GeneratedRegex(
        @"(?<head>[|>][-+]?)[ ]*(?:[ ]#[^\n]*)?\n(?:(?<blank>[ ]*)\n)+(?<indent>[ ]*)(?=[^ \n])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex BlankLineAtBlockStart();

    private static bool IsAllowed(char c) =>
        c is '\t' or '\n' or '\u0085' || (c >= ' ' && c < '\u007F') || (c >= '\u00A0' && c < '\uFFFE');
}
