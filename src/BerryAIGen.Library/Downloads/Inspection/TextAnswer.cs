namespace BerryAIGen.Library.Downloads.Inspection;

/// <summary>Recognises bodies that are no model: pages, error documents and pointers, by their first bytes.</summary>
internal static class TextAnswer
{
    private static readonly (byte[] Start, string Name)[] Starts =
    [
        ("<!doctype html"u8.ToArray(), "an HTML page"),
        ("<html"u8.ToArray(), "an HTML page"),
        ("<head"u8.ToArray(), "an HTML page"),
        ("<body"u8.ToArray(), "an HTML page"),
        ("<script"u8.ToArray(), "an HTML page"),
        ("<!--"u8.ToArray(), "an HTML page"),
        ("<?xml"u8.ToArray(), "an XML document"),
        ("<error"u8.ToArray(), "an XML document"),
        ("version https://git-lfs"u8.ToArray(), "a Git LFS pointer"),
    ];

    /// <summary>What the bytes are, null when they may be a model.</summary>
    internal static string? Recognize(ReadOnlySpan<byte> start)
    {
        // A safetensors begins with its header's length, whose upper bytes are zero and whose lower may look like any letters.
        if (start[..Math.Min(8, start.Length)].Contains((byte)0))
        {
            return null;
        }

        if (start.StartsWith("\uFEFF"u8))
        {
            start = start[3..];
        }

        start = start.TrimStart(" \t\r\n"u8);
        foreach (var (text, name) in Starts)
        {
            if (start.Length >= text.Length && System.Text.Ascii.EqualsIgnoreCase(start[..text.Length], text))
            {
                return name;
            }
        }

        return IsJson(start) ? "a JSON answer" : null;
    }

    /// <summary>What a media type promises, null when it may be a model.</summary>
    internal static string? Recognize(string? mediaType) =>
        mediaType?.ToUpperInvariant() switch
        {
            "TEXT/HTML" or "APPLICATION/XHTML+XML" => "an HTML page",
            "TEXT/XML" or "APPLICATION/XML" => "an XML document",
            "APPLICATION/JSON" or "TEXT/JSON" or "APPLICATION/PROBLEM+JSON" => "a JSON answer",
            _ => null,
        };

    // An object, or an array of objects or texts.
    private static bool IsJson(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty || start[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        var next = start[1..].TrimStart(" \t\r\n"u8);
        return !next.IsEmpty
            && (next[0] == (byte)'"' || (start[0] == (byte)'[' && next[0] == (byte)'{') || next[0] == (byte)'}');
    }
}
