namespace BerryAIGen.IO.Checksums;

/// <summary>Spreads equal inputs over the widest vectors allowed, then over narrower ones for what is left.</summary>
internal static class Blake3Lanes
{
    internal static VectorWidth Widest => VectorWidth.Scalar;

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
        Blake3Kernel<uint, ScalarLanes>.HashInputs(inputs, kind, nodes);
        return 1;
    }
}
