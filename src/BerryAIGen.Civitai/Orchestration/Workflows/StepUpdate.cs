using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What is changed of a step.</summary>
public sealed record StepUpdate : OpenRecord
{
    /// <summary>New metadata, an object.</summary>
    public JsonElement? Metadata { get; set; }
}
