namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Why a step failed, from everything that the service says of it.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">The service's word; null when it gives none.</param>
/// <param name="BlockedReason">What was blocked; null when nothing was.</param>
/// <param name="Texts">What the step itself wrote.</param>
public sealed record StepFailure(
    string Step,
    WorkflowStatus Status,
    FailureReason? Reason,
    string? BlockedReason,
    IReadOnlyList<string> Texts
)
{
    /// <summary>Whether the same step may succeed when it is submitted again as it is.</summary>
    public bool IsWorthRepeating =>
        BlockedReason is null
        && Reason != FailureReason.Blocked
        && Reason != FailureReason.Canceled
        && Status != WorkflowStatus.Canceled;

    /// <summary>The failures of a step; empty while it runs and when it succeeded.</summary>
    public static IReadOnlyList<StepFailure> Of(WorkflowStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var blocked = step.Blobs.Select(blob => blob.Blob.BlockedReason).FirstOrDefault(reason => reason is not null);
        if (step.Status is not { IsTerminal: true } status || (status == WorkflowStatus.Succeeded && blocked is null))
            return [];
        var jobs = (step.Jobs ?? []).Where(job => job.Status is not { } ended || ended != WorkflowStatus.Succeeded);
        var job = jobs.LastOrDefault(job => job.Reason is not null || job.BlockedReason is not null);
        return
        [
            new StepFailure(
                step.Name ?? "",
                status,
                job?.Reason,
                job?.BlockedReason ?? blocked,
                StepOutputs.ErrorsOf(step.Output)
            ),
        ];
    }

    /// <summary>One sentence: <c>Step $0 failed (blocked: minor).</c></summary>
    public override string ToString()
    {
        var why = (Reason?.Value, BlockedReason) switch
        {
            ({ } word, { } what) => $" ({word}: {what})",
            ({ } word, null) => $" ({word})",
            (null, { } what) => $" (blocked: {what})",
            _ => "",
        };
        return Texts.Count == 0
            ? $"Step {Step} {Status}{why}."
            : $"Step {Step} {Status}{why}: {string.Join(" ", Texts)}";
    }
}
