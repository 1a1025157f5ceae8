namespace BerryAIGen.IO.Pickles;

/// <summary>
/// The stack, its marks and the memo. What Python would refuse is an error here as well, but reading goes on with
/// <see cref="PickleUnknown"/>: a name behind it is worth knowing.
/// </summary>
internal sealed class PickleStack(PickleInput input, PickleLimits limits)
{
    private readonly List<PickleValue> _values = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, PickleValue> _memo = [];

    internal int Count => _values.Count;

    internal void Push(PickleValue value)
    {
        if (_values.Count >= limits.StackItems)
        {
            input.Exceed("its stack is deeper than is followed");
            return;
        }

        _values.Add(value);
    }

    internal PickleValue Pop()
    {
        if (_values.Count <= Floor)
        {
            return Wrong("it takes more from the stack than there is");
        }

        var value = _values[^1];
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    internal PickleValue Peek() =>
        _values.Count > Floor ? _values[^1] : Wrong("it looks at the stack where nothing is");

    internal void Mark()
    {
        if (_marks.Count >= limits.StackItems)
        {
            input.Exceed("its stack is deeper than is followed");
            return;
        }

        _marks.Add(_values.Count);
    }

    internal PickleValue[] Pop(int count)
    {
        var items = new PickleValue[count];
        for (var index = count - 1; index >= 0; index--)
        {
            items[index] = Pop();
        }

        return items;
    }

    /// <summary>POP takes a mark when that is on top.</summary>
    internal void PopValueOrMark()
    {
        if (_marks.Count > 0 && _marks[^1] == _values.Count)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }
        else
        {
            _ = Pop();
        }
    }

    /// <summary>Everything above the last mark, which is taken as well.</summary>
    internal PickleValue[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            _ = Wrong("it needs a mark and there is none");
            return [];
        }

        var start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        var items = _values[start..].ToArray();
        _values.RemoveRange(start, _values.Count - start);
        return items;
    }

    internal void Remember(long index, PickleValue value)
    {
        if (_memo.Count >= limits.MemoItems)
        {
            input.Exceed("its memo is larger than is followed");
            return;
        }

        _memo[index] = value;
    }

    internal void Memoize() => Remember(_memo.Count, Peek());

    internal PickleValue Recall(long index) =>
        _memo.TryGetValue(index, out var value) ? value : Wrong($"its memo has no entry {index}");

    internal PickleUnknown Wrong(string misuse)
    {
        input.Suspect(misuse);
        return PickleUnknown.Instance;
    }

    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;
}
