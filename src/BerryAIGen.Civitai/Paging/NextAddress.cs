namespace BerryAIGen.Civitai.Paging;

/// <summary>Where the next page of a list is.</summary>
internal static class NextAddress
{
    /// <summary>
    /// The service's own <c>nextPage</c> without the token it repeats when it leads to the same list of the configured
    /// site; else the current address with the cursor; null when the list ends here.
    /// </summary>
    public static string? After(Uri apiUrl, string current, PageMetadata? metadata)
    {
        var path = current.Split('?')[0];
        if (
            Uri.TryCreate(metadata?.NextPage, UriKind.Absolute, out var next)
            && (IsSameList(apiUrl, path, next) || string.IsNullOrEmpty(metadata?.NextCursor))
        )
        {
            return $"{path}{With(next.Query, "token", null)}";
        }

        return string.IsNullOrEmpty(metadata?.NextCursor)
            ? null
            : $"{path}{With(With(current[path.Length..], "page", null), "cursor", metadata.NextCursor)}";
    }

    /// <summary>
    /// Only the query of a <c>nextPage</c> is taken over, so that no answer leads the client to another host; when the
    /// address is somebody else's, the cursor is the better guide.
    /// </summary>
    private static bool IsSameList(Uri apiUrl, string path, Uri next) =>
        next.Scheme == apiUrl.Scheme
        && next.Authority == apiUrl.Authority
        && next.AbsolutePath.EndsWith($"/{path}", StringComparison.Ordinal);

    /// <summary>The query with a parameter replaced, everything else byte for byte as it was.</summary>
    private static string With(string query, string name, string? value)
    {
        var others = query
            .TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Split('=')[0] != name);
        var parts = value is null ? others : others.Append($"{name}={Uri.EscapeDataString(value)}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? "" : $"?{text}";
    }
}
