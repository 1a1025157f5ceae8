using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a detailed callback tells of a workflow.</summary>
public sealed record WorkflowEventDetails : OpenRecord
{
    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>What the caller put there.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>The values that steps refer to.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Its steps.</summary>
    public OpenList<StepEventDetails>? Steps { get; set; }
}
