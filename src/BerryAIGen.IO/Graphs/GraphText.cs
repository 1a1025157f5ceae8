using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>Parses the text of a graph. Python writes NaN and Infinity, which JSON does not know: they become null.</summary>
internal static class GraphText
{
    private const int MostDepth = 64;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MostDepth,
    };

    /// <exception cref="GraphBroken">It is no JSON, or too deep.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var text = EscapedSurrogates.Mend(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        try
        {
            return JsonElement.Parse(text, Options);
        }
        catch (JsonException problem)
        {
            if (IsTooDeep(text))
            {
                throw new GraphBroken("TooDeep", $"it is nested deeper than {MostDepth} levels; no workflow is.");
            }

            if (WithoutNonNumbers(text) is not { } mended)
            {
                throw Wrong(problem);
            }

            try
            {
                return JsonElement.Parse(mended, Options);
            }
            catch (JsonException still)
            {
                throw Wrong(still);
            }
        }
    }

    // The parser's own sentence is for programmers; its place is for everyone.
    private static GraphBroken Wrong(JsonException problem) =>
        new(
            "NotJson",
            $"it is no JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1} is where it stops making sense."
        );

    private static bool IsTooDeep(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length && depth <= MostDepth; at++)
        {
            if (text[at] == '"')
            {
                at = EndOfText(text, at);
            }
            else
            {
                depth +=
                    text[at] is (byte)'{' or (byte)'[' ? 1
                    : text[at] is (byte)'}' or (byte)']' ? -1
                    : 0;
            }
        }

        return depth > MostDepth;
    }

    /// <summary>Null when there is no such word outside of texts.</summary>
    private static byte[]? WithoutNonNumbers(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("NaN"u8) < 0 && text.IndexOf("Infinity"u8) < 0)
        {
            return null;
        }

        var mended = text.ToArray();
        var isChanged = false;
        for (var at = 0; at < mended.Length; at++)
        {
            if (mended[at] == '"')
            {
                at = EndOfText(mended, at);
            }
            else if (WordAt(mended.AsSpan(at)) is var length and > 0)
            {
                // Longer than "null" never hurts: blanks fill up. "NaN" is shorter, but its digit 0 is a number.
                mended.AsSpan(at, length).Fill((byte)' ');
                (length < 4 ? "0"u8 : "null"u8).CopyTo(mended.AsSpan(at));
                (isChanged, at) = (true, at + length - 1);
            }
        }

        return isChanged ? mended : null;
    }

    private static int EndOfText(ReadOnlySpan<byte> text, int at)
    {
        while (++at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 1 : 0;
        }

        return at;
    }

    private static int WordAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3
        : rest.StartsWith("Infinity"u8) ? 8
        : rest.StartsWith("-Infinity"u8) ? 9
        : 0;
}
