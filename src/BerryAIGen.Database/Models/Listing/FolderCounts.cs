namespace BerryAIGen.Database.Models.Listing;

/// <summary>Counts folders with all that lies below them.</summary>
internal static class FolderCounts
{
    /// <summary>
    /// The folders that hold something themselves, and those above them in which several of these come together: one that adds
    /// nothing to the folder below it is no choice.
    /// </summary>
    /// <param name="direct">How many lie in each folder itself.</param>
    /// <returns>The fullest first, of equals by name.</returns>
    public static IReadOnlyList<FacetCount> WithThoseAbove(IReadOnlyCollection<FacetCount> direct)
    {
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        var largest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (folder, count) in direct)
            for (var at = folder; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
                sums[at] = sums.GetValueOrDefault(at) + count;
        foreach (var (folder, sum) in sums)
            if (Path.GetDirectoryName(folder) is { } above)
                largest[above] = Math.Max(largest.GetValueOrDefault(above), sum);
        return
        [
            .. sums.Where(one => one.Value > largest.GetValueOrDefault(one.Key))
                .Select(one => new FacetCount(one.Key, one.Value))
                .OrderByDescending(one => one.Count)
                .ThenBy(one => one.Value, StringComparer.Ordinal),
        ];
    }
}
