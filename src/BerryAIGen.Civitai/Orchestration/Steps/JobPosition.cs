namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Where a job stands in the queue.</summary>
public sealed record JobPosition : OpenRecord
{
    /// <summary>Whether somebody can run it.</summary>
    public JobSupport? Support { get; set; }

    /// <summary>How many jobs are before it.</summary>
    public int? PrecedingJobs { get; set; }

    /// <summary>When it should begin.</summary>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>When it should end.</summary>
    public DateTimeOffset? CompleteAt { get; set; }
}
