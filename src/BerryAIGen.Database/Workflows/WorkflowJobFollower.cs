using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Ends a step whose job ended otherwise than by itself: somebody cancelled it, or nobody foresaw how it failed.</summary>
public sealed class WorkflowJobFollower(WorkflowRuns runs) : IJobFollower
{
    private static readonly string Prefix = WorkflowStepKind.NameOf("");

    public async Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        if (
            job.State is not (JobState.Failed or JobState.Cancelled)
            || !job.Kind.StartsWith(Prefix, StringComparison.Ordinal)
        )
            return;
        var step = await context
            .WorkflowSteps.AsNoTracking()
            .FirstOrDefaultAsync(row => row.JobId == job.Id, cancellationToken);
        if (step is null || StepStatus.IsTerminal(step.Status))
            return;
        var status = job.State == JobState.Cancelled ? StepStatus.Canceled : StepStatus.Failed;
        var why = JobErrors.Read(job.Error)?.Message ?? "The job was cancelled.";
        await runs.FailAsync(context, step, status, why, mayRetry: false, cancellationToken);
    }
}
