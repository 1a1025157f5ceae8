namespace BerryAIGen.IO.Pickles;

/// <summary>
/// joblib puts the bytes of an array right behind the instruction that finishes its wrapper, in the middle of the pickle
/// (joblib/numpy_pickle.py, NumpyArrayWrapper.read_array). They are left out, so that what follows is read.
/// </summary>
internal static class JoblibArray
{
    private const string Wrapper = "NumpyArrayWrapper";

    // Its own class has six; where there are more, those that were not kept might say something else.
    private const int MostStateItems = 40;

    /// <summary>Goes on where joblib would go on behind the wrapper, if it is one.</summary>
    internal static void Follow(PickleCall built, PickleTape tape, CancellationToken cancellationToken)
    {
        if (!IsWrapper(built))
        {
            return;
        }

        tape.HoldsArrays = true;
        if (!tape.LeavesArraysOut)
        {
            return;
        }

        var state = built.State as PickleContainer;
        if (
            state is not { IsDictionary: true, Items.Count: <= MostStateItems }
            || NumpyType.TryRead(Find(state, "dtype")) is not { } type
            || SizeOf(Find(state, "shape"), type) is not { } size
        )
        {
            tape.Input.Exceed("an array of joblib is not described as joblib does it");
        }
        else if (tape.IsInFrame)
        {
            // joblib would run what is left of the frame and look for the array behind it.
            tape.Input.Exceed("an array of joblib stands in the middle of a frame");
        }
        else if (type.HasObjects)
        {
            tape.FollowInner(cancellationToken);
        }
        else
        {
            if (Find(state, "numpy_array_alignment_bytes") is not (null or PickleConstant { Value: null }))
            {
                tape.Input.Skip(tape.Input.ReadByte());
            }

            tape.Input.Skip(size);
        }
    }

    // copyreg's makers are given the class as their first argument.
    private static bool IsWrapper(PickleCall call) =>
        IsWrapper(call.Callee)
        || (call.Callee is PickleGlobal && call.Arguments is [var first, ..] && IsWrapper(first));

    private static bool IsWrapper(PickleValue value) =>
        value is PickleGlobal global && global.Name.EndsWith(Wrapper, StringComparison.Ordinal);

    private static PickleValue? Find(PickleContainer state, string key)
    {
        for (var index = state.Items.Count - (state.Items.Count % 2) - 2; index >= 0; index -= 2)
        {
            if (state.Items[index] is PickleText text && text.Value == key)
            {
                return state.Items[index + 1];
            }
        }

        return null;
    }

    private static ulong? SizeOf(PickleValue? shape, NumpyType type)
    {
        if (shape is not PickleTuple sides)
        {
            return null;
        }

        UInt128 bytes = type.SizeBytes;
        foreach (var side in sides.Items)
        {
            if (side is not PickleConstant { Whole: >= 0 and var length })
            {
                return null;
            }

            bytes *= (ulong)length;
            if (bytes > long.MaxValue)
            {
                return null;
            }
        }

        return (ulong)bytes;
    }
}
