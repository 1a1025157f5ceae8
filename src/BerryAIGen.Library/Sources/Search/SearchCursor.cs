namespace BerryAIGen.Library.Sources.Search;

/// <summary>The cursors of several sources as one text: <c>civitai=…&amp;huggingface=…</c>, each escaped.</summary>
internal static class SearchCursor
{
    /// <summary>By source; a source that is not there has no more.</summary>
    /// <exception cref="LibraryException">It is none of ours.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var cursors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split('&'))
        {
            if (
                part.Split('=') is not [{ Length: > 0 } source, { Length: > 0 } cursor]
                || !cursors.TryAdd(source, Uri.UnescapeDataString(cursor))
            )
                throw new LibraryException(
                    FailureCode.Usage,
                    "cursor is the next_cursor of the page before, sent back unchanged."
                );
        }

        return cursors;
    }

    /// <summary>Null when no source has more.</summary>
    public static string? Write(IEnumerable<(string Source, string? Cursor)> cursors)
    {
        var more = cursors
            .Where(one => one.Cursor is not null)
            .Select(one => $"{one.Source}={Uri.EscapeDataString(one.Cursor!)}")
            .ToArray();
        return more.Length == 0 ? null : string.Join('&', more);
    }
}
