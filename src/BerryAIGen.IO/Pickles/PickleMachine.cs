namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Follows one pickle from its first instruction to STOP over values that are only described. Nothing is imported,
/// called or made: a call becomes a <see cref="PickleCall"/>, and the names are handed to <see cref="PickleUses"/>.
/// </summary>
internal sealed class PickleMachine(PickleInput input, PickleReader reader, PickleLimits limits, PickleUses uses)
{
    private const int HighestProtocol = 5;
    private const int InstructionsPerCheck = 1 << 16;
    private readonly PickleStack _stack = new(input, limits);
    private readonly List<PicklePersistent> _persistents = [];
    private long _items;

    /// <summary>As joblib reads, and no other loader.</summary>
    internal bool LeavesArraysOut { get; init; } = true;

    internal IReadOnlyList<PicklePersistent> Persistents => _persistents;

    /// <summary>What Python would have stopped at although reading could go on; null for nothing.</summary>
    internal string? Misuse => _stack.Misuse;

    /// <returns>What the pickle would make; null when it breaks off, and the input has the error then.</returns>
    internal PickleValue? Run(CancellationToken cancellationToken)
    {
        for (long count = 0; count < limits.Instructions; count++)
        {
            if (count % InstructionsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var instruction = reader.Read();
            if (input.Error is not null)
            {
                return null;
            }

            if (instruction.Opcode == PickleOpcode.Stop)
            {
                return _stack.Pop();
            }

            Step(instruction);
        }

        input.Exceed("it has more instructions than are followed");
        return null;
    }

    private void Step(PickleInstruction instruction)
    {
        if (instruction.Opcode is PickleOpcode.Global)
        {
            _stack.Push(Named((PickleGlobal)instruction.Value!));
        }
        else if (instruction is { Opcode: not (PickleOpcode.Inst or PickleOpcode.PersistentId), Value: { } value })
        {
            _stack.Push(value);
        }
        else if (!Arrange(instruction) && !Collect(instruction.Opcode) && !Call(instruction))
        {
            input.Fail($"0x{(byte)instruction.Opcode:x2} is no instruction of a pickle");
        }
    }

    /// <summary>Stack, marks and memo.</summary>
    private bool Arrange(PickleInstruction instruction)
    {
        switch (instruction.Opcode)
        {
            case PickleOpcode.Mark:
                _stack.Mark();
                break;
            case PickleOpcode.Pop:
                _stack.PopValueOrMark();
                break;
            case PickleOpcode.PopMark:
                _ = _stack.PopToMark();
                break;
            case PickleOpcode.Dup:
                _stack.Push(_stack.Peek());
                break;
            case PickleOpcode.Put or PickleOpcode.BinPut or PickleOpcode.LongBinPut:
                _stack.Remember(instruction.Number, _stack.Peek());
                break;
            case PickleOpcode.Memoize:
                _stack.Memoize();
                break;
            case PickleOpcode.Get or PickleOpcode.BinGet or PickleOpcode.LongBinGet:
                _stack.Push(_stack.Recall(instruction.Number));
                break;
            case PickleOpcode.Protocol when instruction.Number > HighestProtocol:
                _stack.Wrong($"its protocol is {instruction.Number}, higher than any known");
                break;
            case PickleOpcode.NextBuffer:
                _stack.Push(PickleUnknown.Instance);
                break;
            // A frame promises how many bytes follow; what follows is read whatever it promises.
            case PickleOpcode.Protocol or PickleOpcode.Frame or PickleOpcode.ReadOnlyBuffer:
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Collect(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                _stack.Push(PickleTuple.Empty);
                break;
            case PickleOpcode.Tuple1:
                _stack.Push(new PickleTuple([_stack.Pop()]));
                break;
            case PickleOpcode.Tuple2:
                _stack.Push(new PickleTuple(PopLast(2)));
                break;
            case PickleOpcode.Tuple3:
                _stack.Push(new PickleTuple(PopLast(3)));
                break;
            case PickleOpcode.Tuple:
                _stack.Push(new PickleTuple(_stack.PopToMark()));
                break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptyDict or PickleOpcode.EmptySet:
                _stack.Push(new PickleContainer(opcode == PickleOpcode.EmptyDict));
                break;
            case PickleOpcode.List or PickleOpcode.Dict or PickleOpcode.FrozenSet:
                var content = _stack.PopToMark();
                var made = new PickleContainer(opcode == PickleOpcode.Dict);
                Add(made, content);
                _stack.Push(made);
                break;
            case PickleOpcode.Append:
                AddLast(1);
                break;
            case PickleOpcode.SetItem:
                AddLast(2);
                break;
            case PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.AddItems:
                var items = _stack.PopToMark();
                Add(_stack.Peek(), items);
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Call(PickleInstruction instruction)
    {
        switch (instruction.Opcode)
        {
            case PickleOpcode.Reduce or PickleOpcode.NewObj:
                var arguments = _stack.Pop();
                PushCall(_stack.Pop(), ItemsOf(arguments));
                break;
            case PickleOpcode.NewObjEx:
                var named = _stack.Pop();
                var unnamed = _stack.Pop();
                PushCall(_stack.Pop(), [.. ItemsOf(unnamed), named]);
                break;
            case PickleOpcode.Inst:
                PushCall(Named((PickleGlobal)instruction.Value!), _stack.PopToMark());
                break;
            case PickleOpcode.Obj:
                var all = _stack.PopToMark();
                PushCall(all.Length > 0 ? all[0] : _stack.Wrong("it calls nothing"), all.Length > 0 ? all[1..] : []);
                break;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                Build(_stack.Peek(), state);
                break;
            case PickleOpcode.StackGlobal:
                var name = _stack.Pop();
                _stack.Push(Named(new PickleGlobal(TextOf(_stack.Pop()), TextOf(name))));
                break;
            case PickleOpcode.Extension1 or PickleOpcode.Extension2 or PickleOpcode.Extension4:
                _stack.Push(Named(new PickleGlobal(PickleUse.Unknown, $"ext {instruction.Number}")));
                break;
            case PickleOpcode.PersistentId:
                PushPersistent(instruction.Value!);
                break;
            case PickleOpcode.BinPersistentId:
                PushPersistent(_stack.Pop());
                break;
            default:
                return false;
        }

        return true;
    }

    private void PushPersistent(PickleValue id)
    {
        var persistent = new PicklePersistent(id);
        _stack.Push(persistent);
        if (_persistents.Count < limits.KeptItems)
        {
            _persistents.Add(persistent);
        }
    }

    private PickleGlobal Named(PickleGlobal global)
    {
        uses.Name(global);
        return global;
    }

    private void PushCall(PickleValue callee, PickleValue[] arguments)
    {
        uses.Call(callee, arguments);
        _stack.Push(new PickleCall(callee, arguments));
    }

    private void Build(PickleValue target, PickleValue state)
    {
        uses.Change(target);
        if (target is PickleCall call)
        {
            call.State = state;
            if (LeavesArraysOut)
            {
                JoblibArray.SkipAfter(call, input);
            }
        }
    }

    private void AddLast(int count)
    {
        var items = PopLast(count);
        Add(_stack.Peek(), items);
    }

    private void Add(PickleValue target, ReadOnlySpan<PickleValue> items)
    {
        uses.Change(target);
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

        var kept = items[..Math.Min(items.Length, Math.Max(0, limits.KeptItems - list.Count))];
        _items += kept.Length;
        if (_items > limits.AllItems)
        {
            input.Exceed("its collections hold more than is followed");
            return;
        }

        list.AddRange(kept);
    }

    private PickleValue[] PopLast(int count)
    {
        var items = new PickleValue[count];
        for (var index = count - 1; index >= 0; index--)
        {
            items[index] = _stack.Pop();
        }

        return items;
    }

    private static PickleValue[] ItemsOf(PickleValue arguments) =>
        arguments is PickleTuple tuple ? [.. tuple.Items] : [arguments];

    private static string TextOf(PickleValue value) =>
        value is PickleText { IsWhole: true } text ? text.Value : PickleUse.Unknown;
}
