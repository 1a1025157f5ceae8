using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What may be done with a version. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<UsageControl>))]
public readonly record struct UsageControl(string Value) : IWord<UsageControl>
{
    /// <summary>It may be downloaded.</summary>
    public static UsageControl Download { get; } = new("Download");

    /// <summary>Only generation on the site.</summary>
    public static UsageControl Generation { get; } = new("Generation");

    /// <summary>Only generation by the site itself.</summary>
    public static UsageControl InternalGeneration { get; } = new("InternalGeneration");

    /// <summary>Only generation through an outside provider.</summary>
    public static UsageControl ExternalGeneration { get; } = new("ExternalGeneration");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<UsageControl> Known { get; } =
    [Download, Generation, InternalGeneration, ExternalGeneration];

    static UsageControl IWord<UsageControl>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
