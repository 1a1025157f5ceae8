using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>How a checkpoint came to be. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<CheckpointType>))]
public readonly record struct CheckpointType(string Value) : IWord<CheckpointType>
{
    /// <summary>Trained by its creator.</summary>
    public static CheckpointType Trained { get; } = new("Trained");

    /// <summary>Merged from others.</summary>
    public static CheckpointType Merge { get; } = new("Merge");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CheckpointType> Known { get; } = [Trained, Merge];

    static CheckpointType IWord<CheckpointType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
