using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The input of a step that this client does not know, exactly as it came.</summary>
public sealed record OtherInput : StepInput
{
    /// <summary>An input of a step by its word.</summary>
    /// <param name="stepType">The word of <c>$type</c>.</param>
    /// <param name="json">The input; null when there is none.</param>
    public OtherInput(string stepType, JsonElement? json)
        : base(stepType) => Json = json;

    /// <summary>The input; null when there is none.</summary>
    [JsonIgnore]
    public JsonElement? Json { get; }
}
