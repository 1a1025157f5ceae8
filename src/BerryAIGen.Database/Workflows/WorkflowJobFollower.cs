using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// Ends a step whose job ended otherwise than by itself: somebody cancelled it, or nobody foresaw how it failed. One whose
/// job ended without it gets another.
/// </summary>
public sealed class WorkflowJobFollower(WorkflowRuns runs) : IJobFollower
{
    private const int MostLooks = 10;
    private static readonly string Prefix = WorkflowStepKind.NameOf("");

    public async Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        if (
            job.State is not (JobState.Failed or JobState.Cancelled or JobState.Completed)
            || !job.Kind.StartsWith(Prefix, StringComparison.Ordinal)
        )
            return;
        for (var look = 0; look < MostLooks; look++)
        {
            var step = await context
                .WorkflowSteps.AsNoTracking()
                .FirstOrDefaultAsync(row => row.JobId == job.Id, cancellationToken);
            if (step is null || StepStatus.IsTerminal(step.Status))
                return;
            // Another job may have exchanged its step for this one meanwhile.
            if (await FollowAsync(context, job, step, cancellationToken))
                return;
        }
    }

    private Task<bool> FollowAsync(
        LibraryContext context,
        JobRow job,
        WorkflowStepRow step,
        CancellationToken cancellationToken
    )
    {
        if (job.State == JobState.Completed)
            return runs.GiveBackAsync(context, step, cancellationToken);
        var status = job.State == JobState.Cancelled ? StepStatus.Canceled : StepStatus.Failed;
        var error = JobErrors.Read(job.Error);
        var failure = new StepFailure(status, error?.Message ?? "The job was cancelled.")
        {
            MayRetry = job.State == JobState.Failed && error?.Retryable == true,
        };
        return runs.FailAsync(context, step, failure, cancellationToken);
    }
}
