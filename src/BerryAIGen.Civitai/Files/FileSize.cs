using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Whether the weights are complete. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<FileSize>))]
public readonly record struct FileSize(string Value) : IWord<FileSize>
{
    /// <summary>With training state.</summary>
    public static FileSize Full { get; } = new("full");

    /// <summary>Without training state.</summary>
    public static FileSize Pruned { get; } = new("pruned");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<FileSize> Known { get; } = [Full, Pruned];

    static FileSize IWord<FileSize>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
