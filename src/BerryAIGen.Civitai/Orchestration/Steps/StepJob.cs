using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>One job of a step.</summary>
public sealed record StepJob : OpenRecord
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Its place in the queue; null when it has none.</summary>
    [JsonConverter(typeof(MemberConverter<JobPosition>))]
    public JobPosition? QueuePosition { get; set; }

    /// <summary>How much work it is; not Buzz.</summary>
    public double? Cost { get; set; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double? EstimatedProgressRate { get; set; }

    /// <summary>Why it failed.</summary>
    public FailureReason? Reason { get; set; }

    /// <summary>What was blocked.</summary>
    public string? BlockedReason { get; set; }
}
