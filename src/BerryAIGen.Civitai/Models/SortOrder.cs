using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The order of a list of models. An open list: words it does not know are kept.</summary>
/// <remarks>Without effect while <see cref="ModelSearchParameters.Query"/> is set.</remarks>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<SortOrder>))]
public readonly record struct SortOrder(string Value) : IWord<SortOrder>
{
    /// <summary>Best rated first; the service's default.</summary>
    public static SortOrder HighestRated { get; } = new("Highest Rated");

    /// <summary>Most downloads first.</summary>
    public static SortOrder MostDownloaded { get; } = new("Most Downloaded");

    /// <summary>Most thumbs up first.</summary>
    public static SortOrder MostLiked { get; } = new("Most Liked");

    /// <summary>Most comments first.</summary>
    public static SortOrder MostDiscussed { get; } = new("Most Discussed");

    /// <summary>Most often in collections first.</summary>
    public static SortOrder MostCollected { get; } = new("Most Collected");

    /// <summary>Most pictures first.</summary>
    public static SortOrder MostImages { get; } = new("Most Images");

    /// <summary>Latest first.</summary>
    public static SortOrder Newest { get; } = new("Newest");

    /// <summary>Earliest first.</summary>
    public static SortOrder Oldest { get; } = new("Oldest");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<SortOrder> Known { get; } =
    [HighestRated, MostDownloaded, MostLiked, MostDiscussed, MostCollected, MostImages, Newest, Oldest];

    static SortOrder IWord<SortOrder>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
