namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Two contents that differ everywhere, as the open cases spell them.</summary>
internal static class Recipe
{
    internal static byte[] A(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((7 * i) + (i / 251)))];

    internal static byte[] B(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((11 * i) + 3))];
}
