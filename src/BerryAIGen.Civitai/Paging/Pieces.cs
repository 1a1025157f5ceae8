namespace BerryAIGen.Civitai.Paging;

/// <summary>Numbers in pieces that fit into one address; the service itself reads about 100 of them.</summary>
internal static class Pieces
{
    public const int Size = 100;

    /// <summary>Each number once, in the order given.</summary>
    public static IEnumerable<int[]> Of(IReadOnlyList<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return numbers.Distinct().Chunk(Size);
    }
}
