using System.Globalization;
using BerryAIGen.Database.Site;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>An order of models, and the place in it that a cursor names.</summary>
/// <param name="Word">As the API calls it.</param>
/// <param name="Columns">Numbers of a model that are compared one after the other, the largest first.</param>
internal sealed record SiteSort(string Word, params Func<SiteEntry, long>[] Columns)
{
    private static readonly Func<SiteEntry, long> Id = entry => entry.Id;

    /// <summary>The first one is used when none is named.</summary>
    public static IReadOnlyList<SiteSort> All { get; } =
    [
        new("Highest Rated", entry => entry.ThumbsUp, entry => entry.Downloads, Id),
        new("Most Downloaded", entry => entry.Downloads, entry => entry.ThumbsUp, Id),
        new("Most Liked", entry => entry.ThumbsUp, entry => entry.Downloads, Id),
        new("Most Discussed", entry => entry.Comments, entry => entry.ThumbsUp, Id),
        new("Most Collected", entry => entry.ThumbsUp, entry => entry.Downloads, Id),
        new("Most Images", entry => entry.ThumbsUp, entry => entry.Downloads, Id),
        new("Newest", entry => entry.PublishedAt, Id),
        new("Oldest", entry => -entry.PublishedAt, Id),
    ];

    public IEnumerable<SiteEntry> Order(IEnumerable<SiteEntry> entries) =>
        Columns
            .Skip(1)
            .Aggregate(entries.OrderByDescending(Columns[0]), (order, column) => order.ThenByDescending(column));

    /// <summary>Whether a model comes after the place.</summary>
    public bool IsAfter(SiteEntry entry, IReadOnlyList<long> place)
    {
        for (var at = 0; at < Columns.Length; at++)
        {
            var value = Columns[at](entry);
            if (value != place[at])
                return value < place[at];
        }

        return false;
    }

    public string CursorOf(SiteEntry entry) =>
        string.Join('|', Columns.Select(column => column(entry).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The place that a cursor names, or what is wrong with it.</summary>
    public (IReadOnlyList<long> Place, string? Problem) Read(string cursor)
    {
        var parts = cursor.Split('|');
        if (parts.Length != Columns.Length)
            return ([], $"Invalid cursor: expected {Columns.Length} value(s) for this sort, received {parts.Length}");
        var place = new long[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            if (!long.TryParse(parts[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out place[at]))
                return ([], "Invalid cursor");
        }

        return (place, null);
    }
}
