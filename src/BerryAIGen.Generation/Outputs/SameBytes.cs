namespace BerryAIGen.Generation.Outputs;

/// <summary>Whether two files hold the same.</summary>
internal static class SameBytes
{
    private const int Block = 64 << 10;

    public static bool Are(string one, string other)
    {
        using var first = File.OpenRead(one);
        using var second = File.OpenRead(other);
        if (first.Length != second.Length)
            return false;
        var (left, right) = (new byte[Block], new byte[Block]);
        while (true)
        {
            var read = first.ReadAtLeast(left, Block, throwOnEndOfStream: false);
            var also = second.ReadAtLeast(right, Block, throwOnEndOfStream: false);
            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, also)))
                return false;
            if (read < Block)
                return true;
        }
    }
}
