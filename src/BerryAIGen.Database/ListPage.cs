using BerryAIGen.Library;

namespace BerryAIGen.Database;

/// <summary><c>offset</c> and <c>limit</c>: every list is asked for a part of it in the same words.</summary>
public static class ListPage
{
    /// <summary>The most that one page holds.</summary>
    public const int Most = 1000;

    /// <param name="offset">How many to leave out at the beginning; null for none.</param>
    /// <param name="limit">The most wanted; null for all.</param>
    /// <param name="most">The most that may be wanted.</param>
    /// <exception cref="LibraryException">There is no such page; the message names the number.</exception>
    public static void Check(int? offset, int? limit, int most = Most)
    {
        if (offset < 0)
            throw new LibraryException(FailureCode.Usage, $"offset is 0 or more, not {offset}.");
        if (limit < 1 || limit > most)
            throw new LibraryException(FailureCode.Usage, $"limit is 1 to {most}, not {limit}.");
    }
}
