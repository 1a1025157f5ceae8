using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.IO.Tests;

/// <summary>Content cut into pieces of any length, as it arrives from a network.</summary>
public sealed record Pieces(byte[] Content, IReadOnlyList<int> Cuts)
{
    // More than two of the largest subtrees of BLAKE3, so that every way through the tree occurs.
    private const int LongestContent = 600_000;

    /// <summary>Lengths near nothing, near the block sizes of the hashes, and anywhere.</summary>
    internal static Arbitrary<Pieces> Any { get; } =
        (
            from length in Gen.OneOf(
                Gen.Choose(0, 130),
                from blocks in Gen.Choose(0, 48)
                from offset in Gen.Choose(-2, 2)
                select Math.Max(0, blocks * 1024 + offset),
                Gen.Choose(0, LongestContent)
            )
            from seed in Gen.Choose(0, int.MaxValue)
            from cuts in Gen.Choose(0, length).ListOf()
            select new Pieces(Random(length, seed), [.. cuts.Order()])
        ).ToArbitrary();

    /// <summary>Hands the pieces on in their order.</summary>
    internal void Feed(Action<ReadOnlySpan<byte>> append)
    {
        var position = 0;
        foreach (var cut in Cuts.Append(Content.Length))
        {
            append(Content.AsSpan(position..cut));
            position = cut;
        }
    }

    /// <summary>For the message of a failing property.</summary>
    public override string ToString() => $"{Content.Length} bytes cut at {string.Join(", ", Cuts)}";

    private static byte[] Random(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }
}
