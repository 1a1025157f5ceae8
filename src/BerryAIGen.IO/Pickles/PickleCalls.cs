namespace BerryAIGen.IO.Pickles;

/// <summary>Follows the instructions that name something outside of the pickle, call it or set its state.</summary>
internal sealed class PickleCalls(PickleStack stack, PickleTape tape)
{
    private readonly List<PicklePersistent> _persistents = [];

    internal IReadOnlyList<PicklePersistent> Persistents => _persistents;

    /// <summary>Whether the instruction's own argument is a name, and no value to push as it is.</summary>
    internal static bool IsNaming(PickleOpcode opcode) =>
        opcode is PickleOpcode.Global or PickleOpcode.Inst or PickleOpcode.PersistentId;

    /// <returns>Whether the instruction is one of these.</returns>
    internal bool Follow(PickleInstruction instruction)
    {
        switch (instruction.Opcode)
        {
            case PickleOpcode.Global:
                stack.Push(Named((PickleGlobal)instruction.Value!));
                break;
            case PickleOpcode.Reduce or PickleOpcode.NewObj:
                var arguments = stack.Pop();
                PushCall(stack.Pop(), ItemsOf(arguments));
                break;
            case PickleOpcode.NewObjEx:
                var named = stack.Pop();
                var unnamed = stack.Pop();
                PushCall(stack.Pop(), [.. ItemsOf(unnamed), named]);
                break;
            case PickleOpcode.Inst:
                PushCall(Named((PickleGlobal)instruction.Value!), stack.PopToMark());
                break;
            case PickleOpcode.Obj:
                var all = stack.PopToMark();
                PushCall(all.Length > 0 ? all[0] : stack.Wrong("it calls nothing"), all.Length > 0 ? all[1..] : []);
                break;
            case PickleOpcode.Build:
                var state = stack.Pop();
                Build(stack.Peek(), state);
                break;
            case PickleOpcode.StackGlobal:
                var name = stack.Pop();
                stack.Push(Named(new PickleGlobal(TextOf(stack.Pop()), TextOf(name))));
                break;
            case PickleOpcode.Extension1 or PickleOpcode.Extension2 or PickleOpcode.Extension4:
                stack.Push(Named(new PickleGlobal(PickleUse.Unknown, $"ext {instruction.Number}")));
                break;
            case PickleOpcode.PersistentId:
                PushPersistent(instruction.Value!);
                break;
            case PickleOpcode.BinPersistentId:
                PushPersistent(stack.Pop());
                break;
            default:
                return false;
        }

        return true;
    }

    private void PushPersistent(PickleValue id)
    {
        var persistent = new PicklePersistent(id);
        stack.Push(persistent);
        if (_persistents.Count < tape.Limits.KeptItems)
        {
            _persistents.Add(persistent);
        }
    }

    private PickleGlobal Named(PickleGlobal global)
    {
        tape.Uses.Name(global);
        return global;
    }

    private void PushCall(PickleValue callee, PickleValue[] arguments)
    {
        tape.Uses.Call(callee, arguments);
        stack.Push(new PickleCall(callee, arguments));
    }

    private void Build(PickleValue target, PickleValue state)
    {
        tape.Uses.Change(target);
        if (target is PickleCall call)
        {
            call.State = state;
        }
    }

    private static PickleValue[] ItemsOf(PickleValue arguments) =>
        arguments is PickleTuple tuple ? [.. tuple.Items] : [arguments];

    private static string TextOf(PickleValue value) =>
        value is PickleText { IsWhole: true } text ? text.Value : PickleUse.Unknown;
}
