using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>
/// Shares out what is missing of a file. Segments are handed out from the front, larger ones first, so that the part fills
/// up from its start and the hashes can follow; when all are out, whoever is free takes half of the largest rest.
/// </summary>
internal sealed class SegmentMap
{
    private const long Largest = 64 << 20;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly long _smallest;
    private int _connections;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<ByteRange> _free;
    private readonly List<Segment> _taken = [];

    /// <param name="gaps">What is missing, in order.</param>
    /// <param name="connections">How many will fetch it; one alone gets each gap as a whole.</param>
    /// <param name="smallest">How many bytes a segment has at least.</param>
    /// <param name="time">Tells slow segments.</param>
    internal SegmentMap(IEnumerable<ByteRange> gaps, int connections, long smallest, TimeProvider time) =>
        (_free, _connections, _smallest, _time) = ([.. gaps], connections, smallest, time);

    // Less than this is fetched sooner than somebody else has asked for half of it, unless the connection crawls.
    private long WorthHalving => _smallest / 4;

    private long WorthHalvingWhenSlow => _smallest / 64;

    /// <summary>The next segment, null when there is nothing left that another connection would make faster.</summary>
    /// <param name="at">Where an open body stands that could go on there without being asked for; null for none.</param>
    /// <param name="atLeast">How much a question should bring to be worth its while.</param>
    internal Segment? Take(long? at, long atLeast)
    {
        lock (_gate)
        {
            return _taken.Count >= _connections ? null : TakeOver(at) ?? TakeFree(atLeast) ?? TakeHalf();
        }
    }

    /// <summary>The connection is done with it, or gives it up; what is missing of it is free again.</summary>
    internal void Return(Segment segment)
    {
        lock (_gate)
        {
            if (_taken.Remove(segment) && segment.Rest is { Length: > 0 } rest)
            {
                Free(rest);
            }
        }
    }

    /// <summary>Leaves all the rest to the connection that is nearest to the front; the others find nothing more to do.</summary>
    internal void LeaveToOne()
    {
        lock (_gate)
        {
            _connections = 1;
            foreach (var segment in _taken.OrderBy(segment => segment.From).Skip(1))
            {
                var rest = segment.Rest;
                segment.To = rest.From;
                if (rest.Length > 0)
                {
                    Free(rest);
                }
            }
        }
    }

    /// <summary>A segment that was asked for by another, of which nothing came yet, at the very place of an open body.</summary>
    private Segment? TakeOver(long? at)
    {
        if (at is null || _taken.Find(segment => segment.From == at && segment.Position == at) is not { } waiting)
        {
            return null;
        }

        var range = waiting.Rest;
        waiting.To = waiting.Position;
        return range.Length > 0 ? Hand(range) : null;
    }

    private Segment? TakeFree(long atLeast)
    {
        if (_free.Count == 0)
        {
            return null;
        }

        var gap = _free[0];
        var size = _connections == 1 ? gap.Length : Math.Min(gap.Length, Share(atLeast));
        // A rest too small for a question of its own goes along.
        var range = gap.Length - size < WorthHalving ? gap : new ByteRange(gap.From, gap.From + size);
        if (range == gap)
        {
            _free.RemoveAt(0);
        }
        else
        {
            _free[0] = new ByteRange(range.To, gap.To);
        }

        return Hand(range);
    }

    private long Share(long atLeast)
    {
        var left = _free.Sum(range => range.Length);
        return Math.Max(Math.Max(_smallest, atLeast), Math.Min(Largest, left / (2 * _connections)));
    }

    private Segment? TakeHalf()
    {
        var victim = _taken.MaxBy(segment => segment.Rest.Length);
        if (victim?.Rest is not { } rest || !IsWorthHalving(victim, rest.Length))
        {
            return null;
        }

        var middle = rest.From + (rest.Length / 2);
        victim.To = middle;
        return Hand(new ByteRange(middle, rest.To));
    }

    private bool IsWorthHalving(Segment segment, long rest)
    {
        if (rest >= WorthHalving || rest < WorthHalvingWhenSlow)
        {
            return rest >= WorthHalving;
        }

        var elapsed = _time.GetElapsedTime(segment.StartedAt);
        var done = segment.Position - segment.From;
        return elapsed > Slow && elapsed * rest > Slow * Math.Max(1, done);
    }

    private Segment Hand(ByteRange range)
    {
        var segment = new Segment(range, _time.GetTimestamp());
        _taken.Add(segment);
        return segment;
    }

    private void Free(ByteRange rest)
    {
        var next = _free.FindIndex(range => range.From >= rest.To);
        if (next >= 0 && _free[next].From == rest.To)
        {
            _free[next] = new ByteRange(rest.From, _free[next].To);
        }
        else
        {
            _free.Insert(next < 0 ? _free.Count : next, rest);
        }
    }
}
