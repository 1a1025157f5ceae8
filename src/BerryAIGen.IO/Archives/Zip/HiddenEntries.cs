namespace BerryAIGen.IO.Archives.Zip;

/// <summary>Looks for entries in the bytes of a zip that no listed entry covers: readers from the front find them.</summary>
internal sealed class HiddenEntries(Stream file, long maxSearchBytes)
{
    // A header and a name of one letter; the descriptors behind entries are shorter.
    private const int ShortestEntry = 31;
    private const int ChunkBytes = 64 << 10;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private long _left = maxSearchBytes;

    internal long UnsearchedBytes { get; private set; }

    /// <summary>Headers between the covered ranges, with their places.</summary>
    /// <param name="covered">Sorted by their starts.</param>
    internal IEnumerable<(long Position, ZipHeader Header)> Find(IReadOnlyList<(long Start, long End)> covered)
    {
        var from = 0L;
        foreach (var (start, end) in covered.Append((file.Length, file.Length)))
        {
            if (start - from >= ShortestEntry)
            {
                foreach (var found in FindBetween(from, Math.Min(start, file.Length)))
                {
                    yield return found;
                }
            }

            from = Math.Max(from, end);
        }
    }

    private IEnumerable<(long Position, ZipHeader Header)> FindBetween(long from, long to)
    {
        while (to - from >= ShortestEntry)
        {
            var (position, searched) = Next(from, to);
            _left -= searched;
            if (position is not { } at)
            {
                UnsearchedBytes += _left > 0 ? 0 : to - from - searched;
                yield break;
            }

            from = at + 4;
            if (ZipHeader.ReadLocal(file, at) is { NameBytes.Length: > 0 } header)
            {
                yield return (at, header);
                from = EndOf(header, to) ?? from;
            }
        }
    }

    /// <summary>The next signature of a header, and how many bytes were looked at.</summary>
    private (long? Position, long Searched) Next(long from, long to)
    {
        var position = from;
        while (to - position >= ShortestEntry && position - from < _left)
        {
            var wanted = (int)Math.Min(ChunkBytes, to - position);
            file.Position = position;
            var read = file.ReadAtLeast(_chunk.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            var at = _chunk.AsSpan(0, read).IndexOf("PK\x03\x04"u8);
            if (at >= 0)
            {
                return (position + at, position + at + 4 - from);
            }

            if (read < 4)
            {
                break;
            }

            // The signature may lie across two chunks.
            position += read - 3;
        }

        return (null, position - from);
    }

    // Where its size is given and another record follows, the bytes between are its own and need no search.
    private long? EndOf(ZipHeader header, long to)
    {
        var end = header.Offset + Math.Min(header.CompressedBytes, file.Length);
        if (header.CompressedBytes == 0 || end > to - 2)
        {
            return null;
        }

        Span<byte> next = stackalloc byte[2];
        file.Position = end;
        file.ReadExactly(next);
        return next.SequenceEqual("PK"u8) ? end : null;
    }
}
