using System.Text;

namespace BerryAIGen.IO.Containers;

/// <summary>
/// HTML, XML and JSON: what servers, proxies and sign-in pages send in place of a file, often with status 200. HTML is
/// told as browsers do it (mimesniff.spec.whatwg.org, 7.1): blanks and comments first, then a known tag in any case.
/// </summary>
internal static class TextContainers
{
    private const string Blanks = " \t\r\n\f";

    private static readonly string[] HtmlStarts =
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<link",
        "<script",
        "<style",
        "<iframe",
        "<h1",
        "<h2",
        "<div",
        "<p",
        "<a",
        "<b",
        "<br",
        "<center",
        "<font",
        "<form",
        "<img",
        "<pre",
        "<span",
        "<table",
    ];

    internal static Container Detect(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<char> text = Decode(head);
        text = text.TrimStart(Blanks);
        return text.IsEmpty ? Container.Unknown
            : text[0] == '<' ? DetectMarkup(text)
            : IsJson(text) ? Container.Json
            : Container.Unknown;
    }

    /// <summary>One character per byte is enough for the signs that decide; only UTF-16 has two bytes for each.</summary>
    private static string Decode(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.Latin1.GetString(rest),
            _ => Encoding.Latin1.GetString(head),
        };

    private static Container DetectMarkup(ReadOnlySpan<char> text)
    {
        var isXml = false;
        while (text.StartsWith("<!--") || text.StartsWith("<?"))
        {
            isXml |= text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
            var close = text.StartsWith("<!--") ? "-->" : "?>";
            var end = text.IndexOf(close);
            if (end < 0)
            {
                // No model starts like this, so a comment longer than the head is still a page.
                return isXml ? Container.Xml : Container.Html;
            }

            text = text[(end + close.Length)..].TrimStart(Blanks);
        }

        return IsHtml(text) ? Container.Html
            : isXml || IsXml(text) ? Container.Xml
            : Container.Unknown;
    }

    private static bool IsHtml(ReadOnlySpan<char> text)
    {
        foreach (var start in HtmlStarts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && IsTagEnd(text[start.Length..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsXml(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var name = 1;
        while (name < text.Length && (char.IsAsciiLetterOrDigit(text[name]) || text[name] is ':' or '_' or '-' or '.'))
        {
            name++;
        }

        return name > 1 && char.IsAsciiLetter(text[1]) && IsTagEnd(text[name..]);
    }

    private static bool IsTagEnd(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || rest[0] is '>' or '/' || Blanks.Contains(rest[0]);

    /// <summary>An object or an array whose first token is one that JSON allows there.</summary>
    private static bool IsJson(ReadOnlySpan<char> text)
    {
        var next = text[1..].TrimStart(Blanks);
        return text[0] switch
        {
            '{' => next.IsEmpty || next[0] is '"' or '}',
            '[' => next.IsEmpty
                || next[0] is '{' or '[' or ']' or '"' or '-' or 't' or 'f' or 'n'
                || char.IsAsciiDigit(next[0]),
            _ => false,
        };
    }
}
