using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A step changed.</summary>
public sealed record StepEvent : CallbackEvent
{
    /// <summary>The step's name.</summary>
    public string? Name { get; set; }

    /// <summary>What is being loaded for it.</summary>
    [JsonConverter(typeof(MemberConverter<StepPreparation>))]
    public StepPreparation? Preparation { get; set; }

    /// <summary>More, when the callback asked for it.</summary>
    [JsonConverter(typeof(MemberConverter<StepEventDetails>))]
    public StepEventDetails? Details { get; set; }
}
