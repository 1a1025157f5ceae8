using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Why a model is not as others. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ModelMode>))]
public readonly record struct ModelMode(string Value) : IWord<ModelMode>
{
    /// <summary>Kept for reading; its files cannot be downloaded.</summary>
    public static ModelMode Archived { get; } = new("Archived");

    /// <summary>Taken down; pictures are gone.</summary>
    public static ModelMode TakenDown { get; } = new("TakenDown");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ModelMode> Known { get; } = [Archived, TakenDown];

    static ModelMode IWord<ModelMode>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
