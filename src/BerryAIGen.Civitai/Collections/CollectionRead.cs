using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Who may see a collection. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<CollectionRead>))]
public readonly record struct CollectionRead(string Value) : IWord<CollectionRead>
{
    /// <summary>Its owner.</summary>
    public static CollectionRead Private { get; } = new("Private");

    /// <summary>Everybody.</summary>
    public static CollectionRead Public { get; } = new("Public");

    /// <summary>Everybody who knows the address.</summary>
    public static CollectionRead Unlisted { get; } = new("Unlisted");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CollectionRead> Known { get; } = [Private, Public, Unlisted];

    static CollectionRead IWord<CollectionRead>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
