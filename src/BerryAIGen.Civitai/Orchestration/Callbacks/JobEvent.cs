namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A job changed.</summary>
public sealed record JobEvent : CallbackEvent
{
    /// <summary>The step's name.</summary>
    public string? StepName { get; set; }

    /// <summary>Its id.</summary>
    public string? JobId { get; set; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double? Progress { get; set; }

    /// <summary>Why it failed.</summary>
    public FailureReason? Reason { get; set; }

    /// <summary>What was blocked.</summary>
    public string? BlockedReason { get; set; }

    /// <summary>Whether the result is mature.</summary>
    public bool? MatureContent { get; set; }
}
