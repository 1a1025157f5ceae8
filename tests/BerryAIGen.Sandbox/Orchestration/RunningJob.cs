namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>One result of a step in the making; a retry is another job.</summary>
internal sealed class RunningJob
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public string Status { get; set; } = "unassigned";

    public string? Reason { get; set; }

    public string? BlockedReason { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public bool HasEnded => Status is "succeeded" or "failed" or "expired" or "canceled";
}
