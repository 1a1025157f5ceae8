using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The order of a list of images. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ImageSort>))]
public readonly record struct ImageSort(string Value) : IWord<ImageSort>
{
    /// <summary>Most reactions first; the service's default.</summary>
    public static ImageSort MostReactions { get; } = new("Most Reactions");

    /// <summary>Most comments first.</summary>
    public static ImageSort MostComments { get; } = new("Most Comments");

    /// <summary>Most often in collections first.</summary>
    public static ImageSort MostCollected { get; } = new("Most Collected");

    /// <summary>Latest first.</summary>
    public static ImageSort Newest { get; } = new("Newest");

    /// <summary>Earliest first.</summary>
    public static ImageSort Oldest { get; } = new("Oldest");

    /// <summary>A random order.</summary>
    public static ImageSort Random { get; } = new("Random");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ImageSort> Known { get; } =
    [MostReactions, MostComments, MostCollected, Newest, Oldest, Random];

    static ImageSort IWord<ImageSort>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
