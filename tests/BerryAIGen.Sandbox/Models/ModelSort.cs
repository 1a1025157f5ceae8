using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Models;

/// <summary>The columns by which a list is sorted; the last one is always the id, so no two rows are equal.</summary>
internal static class ModelSort
{
    private const string ById = "Oldest";

    /// <summary>How many values a cursor of this sort has.</summary>
    public static int ColumnCount(string sort) => sort is "Newest" or ById ? 2 : 3;

    /// <summary>The values of a model in the columns of this sort.</summary>
    public static long[] Columns(string sort, SeededModel model)
    {
        var downloads = model.Spec.Downloads ?? 0;
        return sort switch
        {
            "Most Downloaded" => [downloads, model.ThumbsUp, model.Id],
            "Most Discussed" => [model.Comments, model.ThumbsUp, model.Id],
            "Most Collected" => [model.Id % 911, model.ThumbsUp, model.Id],
            "Most Images" => [model.Versions.Sum(version => version.Images.Count), model.ThumbsUp, model.Id],
            "Newest" => [model.LastVersionAt.ToUnixTimeMilliseconds(), model.Id],
            ById => [model.PublishedAt.ToUnixTimeMilliseconds(), model.Id],
            _ => [model.ThumbsUp, downloads, model.Id],
        };
    }

    public static List<SeededModel> Sort(string sort, IEnumerable<SeededModel> models)
    {
        var sorted = models.ToList();
        sorted.Sort((left, right) => Compare(sort, Columns(sort, left), Columns(sort, right)));
        return sorted;
    }

    /// <summary>Whether a row comes at or after the one that the cursor names.</summary>
    public static bool IsAtOrAfter(string sort, SeededModel model, long[] cursor) =>
        Compare(sort, Columns(sort, model), cursor) >= 0;

    private static int Compare(string sort, long[] left, long[] right)
    {
        var order = left.AsSpan().SequenceCompareTo(right);
        return sort == ById ? order : -order;
    }
}
