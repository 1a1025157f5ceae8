namespace BerryAIGen.IO.Tests;

internal static class SampleBytes
{
    /// <summary>0, 1, … 250 over and over: the input of BLAKE3's official vectors.</summary>
    internal static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

    /// <summary>Bytes whose period is longer than any block that a hash works in.</summary>
    internal static byte[] Generated(int length) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)(7L * i + i / 251))];
}
