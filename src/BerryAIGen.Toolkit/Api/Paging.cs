using BerryAIGen.Database;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api;

/// <summary><c>offset</c> and <c>limit</c> of a list that is at hand as a whole.</summary>
internal static class Paging
{
    /// <summary>All when nothing less is asked for.</summary>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items, int? offset, int? limit)
    {
        ListPage.Check(offset, limit);
        var rest = items.Skip(offset ?? 0);
        return limit is { } most ? rest.Take(most) : rest;
    }
}
