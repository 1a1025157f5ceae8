namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>Bytes of a file from one offset up to, and not with, another.</summary>
internal readonly record struct ByteRange(long From, long To)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public long Length => To - From;
}

/// <summary>Which bytes of a file are there: ranges in order that neither touch nor overlap.</summary>
internal sealed class ByteRanges
{
    private readonly List<ByteRange> _ranges = [];

    internal ByteRanges(params IEnumerable<ByteRange> ranges)
    {
        foreach (var range in ranges)
        {
            Add(range);
        }
    }

    /// <summary>How many bytes are there without a gap from the start.</summary>
    internal long Front => _ranges.Count > 0 && _ranges[0].From == 0 ? _ranges[0].To : 0;

    /// <summary>How many bytes are there in all.</summary>
    internal long Total { get; private set; }

    internal IReadOnlyList<ByteRange> ToList() => [.. _ranges];

    /// <summary>Adds bytes; those that are there already count once.</summary>
    internal void Add(ByteRange range)
    {
        if (range.Length <= 0 || range.From < 0)
        {
            return;
        }

        // Nearly always one of the few ranges grows at its end.
        var first = _ranges.FindIndex(known => known.To >= range.From);
        if (first < 0)
        {
            _ranges.Add(range);
            Total += range.Length;
            return;
        }

        var last = first;
        var joined = range;
        while (last < _ranges.Count && _ranges[last].From <= range.To)
        {
            joined = new(Math.Min(joined.From, _ranges[last].From), Math.Max(joined.To, _ranges[last].To));
            Total -= _ranges[last].Length;
            last++;
        }

        _ranges.RemoveRange(first, last - first);
        _ranges.Insert(first, joined);
        Total += joined.Length;
    }

    internal void Clear()
    {
        _ranges.Clear();
        Total = 0;
    }

    /// <summary>What is missing of a file of this size, in order.</summary>
    internal IEnumerable<ByteRange> Gaps(long size)
    {
        var from = 0L;
        foreach (var range in _ranges)
        {
            if (range.From >= size)
            {
                break;
            }

            if (range.From > from)
            {
                yield return new ByteRange(from, range.From);
            }

            from = range.To;
        }

        if (from < size)
        {
            yield return new ByteRange(from, size);
        }
    }
}
