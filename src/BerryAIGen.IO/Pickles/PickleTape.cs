namespace BerryAIGen.IO.Pickles;

/// <summary>What the machines of one reading share: a pickle may lie in the middle of another.</summary>
internal sealed class PickleTape(PickleInput input, PickleReader reader, PickleUses uses, PickleLimits limits)
{
    private const int Deepest = 32;
    private long _instructions;
    private long _frameEnd;
    private int _depth;

    internal PickleInput Input => input;

    internal PickleReader Reader => reader;

    internal PickleUses Uses => uses;

    internal PickleLimits Limits => limits;

    /// <summary>As joblib reads, and no other loader.</summary>
    internal bool LeavesArraysOut { get; init; } = true;

    /// <summary>Whether joblib and the others go on reading at different places.</summary>
    internal bool HoldsArrays { get; set; }

    internal bool IsInFrame => input.Position < _frameEnd;

    internal void EndFrameAfter(long bytes) =>
        _frameEnd = bytes > long.MaxValue / 2 ? long.MaxValue : input.Position + bytes;

    /// <returns>False where there are more instructions than are followed.</returns>
    internal bool TryCount()
    {
        if (_instructions++ < limits.Instructions)
        {
            return true;
        }

        input.Exceed("it has more instructions than are followed");
        return false;
    }

    /// <summary>Follows a pickle of its own, which ends with its own STOP.</summary>
    internal void FollowInner(CancellationToken cancellationToken)
    {
        if (_depth == Deepest)
        {
            input.Exceed("its arrays of objects lie deeper in each other than is followed");
            return;
        }

        _depth++;
        _ = new PickleMachine(this).Run(cancellationToken);
        _depth--;
    }
}
