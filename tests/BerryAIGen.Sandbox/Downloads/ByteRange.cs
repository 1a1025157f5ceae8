namespace BerryAIGen.Sandbox.Downloads;

/// <summary>The part that a request asks for.</summary>
/// <param name="First">First byte.</param>
/// <param name="End">Byte after the last one.</param>
/// <param name="IsSatisfiable">Whether the object has such bytes.</param>
internal sealed record ByteRange(long First, long End, bool IsSatisfiable)
{
    /// <summary>Null when the whole object is to be sent: no range, a malformed one, several, or another version wanted.</summary>
    public static ByteRange? Read(HttpRequest request, StoredObject stored)
    {
        var text = request.Headers.Range.ToString();
        if (!text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) || text.Contains(','))
            return null;
        var condition = request.Headers.IfRange.ToString();
        if (condition.Length > 0 && condition != stored.ETag && condition != stored.LastModifiedText)
            return null;
        return text["bytes=".Length..].Split('-') is [var first, var last]
            ? Between(first.Trim(), last.Trim(), stored.Content.Length)
            : null;
    }

    private static ByteRange? Between(string first, string last, long length)
    {
        // Without a first byte the number counts from the end.
        if (first.Length == 0)
            return long.TryParse(last, out var tail)
                ? new ByteRange(Math.Max(0, length - tail), length, tail > 0 && length > 0)
                : null;
        if (!long.TryParse(first, out var start))
            return null;
        if (last.Length == 0)
            return new ByteRange(start, length, start < length);
        return long.TryParse(last, out var final) && final >= start
            ? new ByteRange(start, Math.Min(final + 1, length), start < length)
            : null;
    }
}
