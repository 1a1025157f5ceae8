using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A commercial use that a creator allows. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <remarks>The page shows an array; one word and <c>{Image,Rent}</c> have been sent too.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<CommercialUse>))]
public readonly record struct CommercialUse(string Value) : IWord<CommercialUse>
{
    /// <summary>None at all.</summary>
    public static CommercialUse None { get; } = new("None");

    /// <summary>Selling generated pictures.</summary>
    public static CommercialUse Image { get; } = new("Image");

    /// <summary>Running it on Civitai's paid generation.</summary>
    public static CommercialUse RentCivit { get; } = new("RentCivit");

    /// <summary>Running it on other paid services.</summary>
    public static CommercialUse Rent { get; } = new("Rent");

    /// <summary>Selling the model or merges of it.</summary>
    public static CommercialUse Sell { get; } = new("Sell");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CommercialUse> Known { get; } = [None, Image, RentCivit, Rent, Sell];

    static CommercialUse IWord<CommercialUse>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
