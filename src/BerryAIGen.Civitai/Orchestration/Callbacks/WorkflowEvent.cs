using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A workflow changed.</summary>
public sealed record WorkflowEvent : CallbackEvent
{
    /// <summary>More, when the callback asked for it.</summary>
    [JsonConverter(typeof(MemberConverter<WorkflowEventDetails>))]
    public WorkflowEventDetails? Details { get; set; }
}
