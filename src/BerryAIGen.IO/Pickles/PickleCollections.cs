namespace BerryAIGen.IO.Pickles;

/// <summary>Follows the instructions that make tuples, lists, sets and dictionaries and put something into them.</summary>
internal sealed class PickleCollections(PickleStack stack, PickleTape tape)
{
    private long _items;

    /// <returns>Whether the instruction is one of these.</returns>
    internal bool TryFollow(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                stack.Push(PickleTuple.Empty);
                break;
            case PickleOpcode.Tuple1:
                stack.Push(new PickleTuple([stack.Pop()]));
                break;
            case PickleOpcode.Tuple2:
                stack.Push(new PickleTuple(stack.Pop(2)));
                break;
            case PickleOpcode.Tuple3:
                stack.Push(new PickleTuple(stack.Pop(3)));
                break;
            case PickleOpcode.Tuple:
                stack.Push(new PickleTuple(stack.PopToMark()));
                break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptyDict or PickleOpcode.EmptySet:
                stack.Push(new PickleContainer(opcode == PickleOpcode.EmptyDict));
                break;
            case PickleOpcode.List or PickleOpcode.Dict or PickleOpcode.FrozenSet:
                var content = stack.PopToMark();
                var made = new PickleContainer(opcode == PickleOpcode.Dict);
                Add(made, content);
                stack.Push(made);
                break;
            case PickleOpcode.Append:
                AddLast(1);
                break;
            case PickleOpcode.SetItem:
                AddLast(2);
                break;
            case PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.AddItems:
                var items = stack.PopToMark();
                Add(stack.Peek(), items);
                break;
            default:
                return false;
        }

        return true;
    }

    private void AddLast(int count)
    {
        var items = stack.Pop(count);
        Add(stack.Peek(), items);
    }

    private void Add(PickleValue target, ReadOnlySpan<PickleValue> items)
    {
        tape.Uses.Change(target);
        var list = target switch
        {
            PickleContainer collection => collection.Items,
            PickleCall call => call.Items ??= [],
            _ => null,
        };
        if (list is null)
        {
            return;
        }

        var kept = items[..Math.Min(items.Length, Math.Max(0, tape.Limits.KeptItems - list.Count))];
        _items += kept.Length;
        if (_items > tape.Limits.AllItems)
        {
            tape.Input.Exceed("its collections hold more than is followed");
            return;
        }

        list.AddRange(kept);
    }
}
