using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The order of a list of articles. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/articles">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ArticleSort>))]
public readonly record struct ArticleSort(string Value) : IWord<ArticleSort>
{
    /// <summary>Latest first; the service's default.</summary>
    public static ArticleSort Newest { get; } = new("Newest");

    /// <summary>Last changed first.</summary>
    public static ArticleSort RecentlyUpdated { get; } = new("Recently Updated");

    /// <summary>Most reactions first.</summary>
    public static ArticleSort MostReactions { get; } = new("Most Reactions");

    /// <summary>Most comments first.</summary>
    public static ArticleSort MostComments { get; } = new("Most Comments");

    /// <summary>Most bookmarks first.</summary>
    public static ArticleSort MostBookmarks { get; } = new("Most Bookmarks");

    /// <summary>Most often in collections first.</summary>
    public static ArticleSort MostCollected { get; } = new("Most Collected");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ArticleSort> Known { get; } =
    [Newest, RecentlyUpdated, MostReactions, MostComments, MostBookmarks, MostCollected];

    static ArticleSort IWord<ArticleSort>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
