using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The order of a list of collections. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<CollectionSort>))]
public readonly record struct CollectionSort(string Value) : IWord<CollectionSort>
{
    /// <summary>Latest first; the service's default.</summary>
    public static CollectionSort Newest { get; } = new("Newest");

    /// <summary>Most followers first; one page only.</summary>
    public static CollectionSort MostFollowers { get; } = new("Most Followers");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CollectionSort> Known { get; } = [Newest, MostFollowers];

    static CollectionSort IWord<CollectionSort>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
