using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Keys as models have them, made of words that no architecture uses.</summary>
internal static class RandomKeys
{
    private static readonly string[] Words = ["quux", "zeta", "foo", "bar", "gadget", "widget", "0", "1", "17", "kern"];
    private static readonly string[] Endings = ["weight", "bias", "scale", "gamma", "kernel"];
    private static readonly ulong[] Sizes = [1, 3, 64, 320, 768, 1024, 1280, 2048, 3072, 4096, 5120];

    public static IEnumerable<TableTensor> Of(Random random, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new TableTensor(
                $"{string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pick(random, Words)))}.k{i}.{Pick(random, Endings)}",
                "F16",
                [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => Pick(random, Sizes))]
            ))
            // Lazy values would differ each time they are looked at.
            .ToArray();

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
