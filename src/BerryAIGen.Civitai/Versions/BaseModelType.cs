using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What the base of a version is made for. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<BaseModelType>))]
public readonly record struct BaseModelType(string Value) : IWord<BaseModelType>
{
    /// <summary>Generating.</summary>
    public static BaseModelType Standard { get; } = new("Standard");

    /// <summary>Filling parts of a picture.</summary>
    public static BaseModelType Inpainting { get; } = new("Inpainting");

    /// <summary>Refining a nearly finished picture.</summary>
    public static BaseModelType Refiner { get; } = new("Refiner");

    /// <summary>Editing by instruction.</summary>
    public static BaseModelType Pix2Pix { get; } = new("Pix2Pix");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<BaseModelType> Known { get; } = [Standard, Inpainting, Refiner, Pix2Pix];

    static BaseModelType IWord<BaseModelType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
