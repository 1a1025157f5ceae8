using System.Text.Json;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>
/// The line <c>Steps: 20, Sampler: Euler a, Lora hashes: "a: 12, b: 34"</c>. Values with commas stand in quotes as JSON texts;
/// lists and objects stand bare; and where a program forgot the quotes, a comma ends a value only when a name follows it.
/// </summary>
internal static class SettingsLine
{
    private const int LongestName = 64;

    // Each costs a look to the end of the line; a program that writes such lines has none or a few.
    private const int MostUnclosed = 16;

    /// <summary>Names and values in the order of the line; a name may come twice.</summary>
    internal static List<KeyValuePair<string, string>> Read(ReadOnlySpan<char> line)
    {
        var settings = new List<KeyValuePair<string, string>>();
        var unclosed = 0;
        while (true)
        {
            line = line.TrimStart(", \t\r\n");
            var length = NameLength(line);
            if (length == 0)
            {
                return settings;
            }

            var name = line[..length].Trim().ToString();
            line = line[(length + 1)..].TrimStart(' ');
            var end = ValueLength(line, ref unclosed);
            settings.Add(new(name, Value(line[..end])));
            line = line[end..];
        }
    }

    /// <summary>How many characters stand before the colon of a name; 0 where no name starts.</summary>
    internal static int NameLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Math.Min(text.Length, LongestName); i++)
        {
            if (text[i] == ':')
            {
                return i > 0 && char.IsLetterOrDigit(text[0]) ? i : 0;
            }

            if (!char.IsLetterOrDigit(text[i]) && !" _-/.()".Contains(text[i], StringComparison.Ordinal))
            {
                return 0;
            }
        }

        return 0;
    }

    private static int ValueLength(ReadOnlySpan<char> text, ref int unclosed)
    {
        if (text.IsEmpty || text[0] is not ('"' or '{' or '[') || unclosed > MostUnclosed)
        {
            return PlainLength(text);
        }

        var balanced = text[0] == '"' ? QuotedLength(text) : BracketLength(text);
        unclosed += balanced == 0 ? 1 : 0;
        return balanced > 0 ? balanced : PlainLength(text);
    }

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int BracketLength(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                var quoted = QuotedLength(text[i..]);
                if (quoted == 0)
                {
                    return 0;
                }

                i += quoted - 1;
                continue;
            }

            depth += text[i] switch
            {
                '{' or '[' => 1,
                '}' or ']' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int PlainLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (',' or '\n'))
            {
                continue;
            }

            var next = i + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            if (next == text.Length || NameLength(text[next..]) > 0)
            {
                return i;
            }

            i = next - 1;
        }

        return text.Length;
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text is not ['"', .., '"'])
        {
            return text.ToString();
        }

        try
        {
            using var json = JsonDocument.Parse(text.ToString());
            return json.RootElement.GetString()!;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Quotes around a text that is no JSON: a line break or a lone backslash in it.
            return text[1..^1].ToString();
        }
    }
}
