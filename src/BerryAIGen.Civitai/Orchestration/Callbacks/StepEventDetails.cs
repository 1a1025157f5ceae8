using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a detailed callback tells of a step.</summary>
public sealed record StepEventDetails : OpenRecord
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double? EstimatedProgressRate { get; set; }

    /// <summary>How often it was tried again.</summary>
    public int? Retries { get; set; }

    /// <summary>What the caller put there.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>What it works on, raw.</summary>
    public JsonElement? Input { get; set; }

    /// <summary>What came of it, raw.</summary>
    public JsonElement? Output { get; set; }

    /// <summary>What it cost.</summary>
    public double? Cost { get; set; }

    /// <summary>What is being loaded for it.</summary>
    [JsonConverter(typeof(MemberConverter<StepPreparation>))]
    public StepPreparation? Preparation { get; set; }
}
