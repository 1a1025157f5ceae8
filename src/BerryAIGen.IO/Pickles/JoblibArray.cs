using System.Globalization;

namespace BerryAIGen.IO.Pickles;

/// <summary>
/// joblib puts the bytes of an array right behind the instruction that finishes its wrapper, in the middle of the pickle
/// (joblib/numpy_pickle.py, NumpyArrayWrapper.write_array). They are left out, so that what follows is read.
/// </summary>
internal static class JoblibArray
{
    internal static void SkipAfter(PickleCall call, PickleInput input)
    {
        if (
            call.Callee is not PickleGlobal { Module: "joblib.numpy_pickle", Name: "NumpyArrayWrapper" }
            || call.State is not PickleContainer { IsDictionary: true } state
        )
        {
            return;
        }

        if (SizeOf(Find(state, "shape"), Find(state, "dtype")) is not { } size)
        {
            // An array of objects is a pickle of its own there, which is read as what follows.
            return;
        }

        if (Find(state, "numpy_array_alignment_bytes") is PickleConstant { Whole: > 0 })
        {
            input.Skip(input.ReadByte());
        }

        input.Skip(size);
    }

    private static PickleValue? Find(PickleContainer state, string key)
    {
        for (var index = 0; index + 1 < state.Items.Count; index += 2)
        {
            if (state.Items[index] is PickleText text && text.Value == key)
            {
                return state.Items[index + 1];
            }
        }

        return null;
    }

    /// <summary>The array's bytes; null when they are objects or cannot be worked out.</summary>
    private static ulong? SizeOf(PickleValue? shape, PickleValue? dtype)
    {
        if (shape is not PickleTuple sides || ItemSizeOf(dtype) is not { } size)
        {
            return null;
        }

        UInt128 bytes = size;
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

    // numpy.dtype("f8", …): a letter for the kind and how many bytes one value has.
    private static ulong? ItemSizeOf(PickleValue? dtype)
    {
        if (
            dtype
                is not PickleCall
                {
                    Callee: PickleGlobal { Module: "numpy", Name: "dtype" },
                    Arguments: [PickleText text, ..]
                }
            || text.Value.Length < 2
            || !"biufcSVmM".Contains(text.Value[0])
        )
        {
            return null;
        }

        return
            ulong.TryParse(text.Value.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size < 1 << 20
            ? size
            : null;
    }
}
