using System.Runtime.Intrinsics;

namespace BerryAIGen.IO.Checksums;

/// <summary>Spreads equal inputs over the widest vectors allowed, then over narrower ones for what is left.</summary>
internal static class Blake3Lanes
{
    /// <summary>What this processor can do.</summary>
    internal static VectorWidth Widest { get; } =
        Lanes512.IsSupported ? VectorWidth.Bits512
        : Lanes256.IsSupported ? VectorWidth.Bits256
        : Lanes128.IsSupported ? VectorWidth.Bits128
        : VectorWidth.Scalar;

    /// <summary>Hashes each of <paramref name="inputs"/> into 32 bytes of <paramref name="nodes"/>.</summary>
    internal static void Hash(ReadOnlySpan<byte> inputs, Blake3Inputs kind, Span<byte> nodes, VectorWidth width)
    {
        while (inputs.Length > 0)
        {
            var count = HashSome(inputs, kind, nodes, width);
            inputs = inputs[(count * kind.Bytes)..];
            nodes = nodes[(count * Blake3.HashBytes)..];
            kind = kind.Skip(count);
        }
    }

    private static int HashSome(ReadOnlySpan<byte> inputs, in Blake3Inputs kind, Span<byte> nodes, VectorWidth width)
    {
        var count = inputs.Length / kind.Bytes;
        if (width >= VectorWidth.Bits512 && count >= Lanes512.Count)
        {
            Blake3Kernel<Vector512<uint>, Lanes512>.HashInputs(inputs, kind, nodes);
            return Lanes512.Count;
        }

        if (width >= VectorWidth.Bits256 && count >= Lanes256.Count)
        {
            Blake3Kernel<Vector256<uint>, Lanes256>.HashInputs(inputs, kind, nodes);
            return Lanes256.Count;
        }

        if (width >= VectorWidth.Bits128 && count >= Lanes128.Count)
        {
            Blake3Kernel<Vector128<uint>, Lanes128>.HashInputs(inputs, kind, nodes);
            return Lanes128.Count;
        }

        Blake3Kernel<uint, ScalarLanes>.HashInputs(inputs, kind, nodes);
        return ScalarLanes.Count;
    }
}
