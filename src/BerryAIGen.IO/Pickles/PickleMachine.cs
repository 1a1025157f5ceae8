namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Follows one pickle from its first instruction to STOP over values that are only described. Nothing is imported,
/// called or made: a call becomes a <see cref="PickleCall"/>, and the names are handed to <see cref="PickleUses"/>.
/// </summary>
internal sealed class PickleMachine
{
    private const int HighestProtocol = 5;
    private const int InstructionsPerCheck = 1 << 16;
    private readonly PickleTape _tape;
    private readonly PickleStack _stack;
    private readonly PickleCollections _collections;
    private readonly PickleCalls _calls;

    internal PickleMachine(PickleTape tape)
    {
        _tape = tape;
        _stack = new PickleStack(tape.Input, tape.Limits);
        _collections = new PickleCollections(_stack, tape);
        _calls = new PickleCalls(_stack, tape);
    }

    internal IReadOnlyList<PicklePersistent> Persistents => _calls.Persistents;

    /// <returns>What the pickle would make; null when it breaks off, and the input has the error then.</returns>
    internal PickleValue? Run(CancellationToken cancellationToken)
    {
        var input = _tape.Input;
        for (long count = 0; _tape.TryCount(); count++)
        {
            if (count % InstructionsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var instruction = _tape.Reader.Read();
            if (input.Error is not null)
            {
                return null;
            }

            if (instruction.Opcode == PickleOpcode.Stop)
            {
                return _stack.Pop();
            }

            Step(instruction, cancellationToken);
        }

        return null;
    }

    private void Step(PickleInstruction instruction, CancellationToken cancellationToken)
    {
        if (PickleCalls.IsNaming(instruction.Opcode))
        {
            _calls.Follow(instruction);
        }
        else if (instruction.Value is { } value)
        {
            _stack.Push(value);
        }
        else if (!Arrange(instruction) && !_collections.TryFollow(instruction.Opcode) && !_calls.Follow(instruction))
        {
            _tape.Input.Fail($"0x{(byte)instruction.Opcode:x2} is no instruction of a pickle");
        }

        if (instruction.Opcode == PickleOpcode.Build && _stack.Peek() is PickleCall built)
        {
            JoblibArray.Follow(built, _tape, cancellationToken);
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
            case PickleOpcode.Frame:
                // What follows is read whatever a frame promises; only where joblib puts its arrays depends on it.
                _tape.EndFrameAfter(instruction.Number);
                break;
            case PickleOpcode.Protocol or PickleOpcode.ReadOnlyBuffer:
                break;
            default:
                return false;
        }

        return true;
    }
}
