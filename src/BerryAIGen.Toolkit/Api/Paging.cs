using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api;

/// <summary><c>offset</c> and <c>limit</c> of a list that is at hand as a whole.</summary>
internal static class Paging
{
    private const int Most = 1000;

    /// <summary>All when nothing less is asked for.</summary>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items, int? offset, int? limit)
    {
        if (offset < 0)
            throw new LibraryException(FailureCode.Usage, $"offset is 0 or more, not {offset}.");
        if (limit is < 1 or > Most)
            throw new LibraryException(FailureCode.Usage, $"limit is 1 to {Most}, not {limit}.");
        var rest = items.Skip(offset ?? 0);
        return limit is { } most ? rest.Take(most) : rest;
    }
}
