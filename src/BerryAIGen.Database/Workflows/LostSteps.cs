using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// Ends steps of groups that only servers knew which do not come back: they would wait, and hold places, for ever. Those of
/// groups that somebody knows end by their job there.
/// </summary>
public sealed class LostSteps(
    LibraryDatabase database,
    WorkerNodes nodes,
    WorkerCatalogue workers,
    WorkflowRuns runs,
    JobStore jobs,
    TimeProvider time
)
{
    private const int Most = 500;

    // Those that a person paused would hide the others: the next look goes on after the last one seen.
    private string _seen = "";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Looks who is there, and ends what nobody does.</summary>
    /// <returns>How many steps.</returns>
    public async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        await nodes.ExchangeAsync(cancellationToken);
        return await EndAsync(cancellationToken);
    }

    /// <summary>Ends those that there are now.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        // Before somebody asked, nobody knows who is there.
        if (workers.Elsewhere is not { } others)
            return 0;
        string[] groups = [.. workers.Groups, .. others.Values];
        await using var context = database.CreateContext();
        var open = await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => step.Status == StepStatus.Unassigned || step.Status == StepStatus.Processing)
            .Where(step => !groups.Contains(step.Group) && string.Compare(step.WorkflowId, _seen) >= 0)
            .OrderBy(step => step.WorkflowId)
            .ThenBy(step => step.Position)
            .Select(step => new { step.WorkflowId, step.Position })
            .Take(Most)
            .ToListAsync(cancellationToken);
        _seen = open.Count == Most ? open[^1].WorkflowId : "";
        var ended = 0;
        foreach (var one in open)
            if (await EndAsync(one.WorkflowId, one.Position, cancellationToken))
                ended++;
        return ended;
    }

    private async Task<bool> EndAsync(string workflow, int position, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var step = await context
            .WorkflowSteps.AsNoTracking()
            .FirstOrDefaultAsync(row => row.WorkflowId == workflow && row.Position == position, cancellationToken);
        if (step is null || StepStatus.IsTerminal(step.Status))
            return false;
        if (await runs.FindLostAsync(step, cancellationToken) is not { } type)
            return false;
        var why = workers.TellLost(type);
        return step.JobId is null
            ? await EndWaitingAsync(context, step, why, cancellationToken)
            : await EndJobAsync(step.JobId, why, cancellationToken);
    }

    private async Task<bool> EndWaitingAsync(
        LibraryContext context,
        WorkflowStepRow step,
        string why,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var isMine = await runs.FailAsync(context, step, new StepFailure(StepStatus.Failed, why), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isMine;
    }

    // Whoever takes the job away from its run is the only one to end it; the step follows. One that gives signs of life,
    // and one that a person paused, are left alone.
    private async Task<bool> EndJobAsync(string id, string why, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(id, cancellationToken);
        var isSilent = job?.State == JobState.Running && job.BeatAt < Now - WorkerWatch.Patience;
        if (job is null || (job.State != JobState.Queued && !isSilent))
            return false;
        if (
            await jobs.ClaimAsync(id, JobNode.Current.Name, isSilent ? job.Attempt : null, cancellationToken)
            is not { } claim
        )
            return false;
        var error = ErrorDocument.From(new Failure(FailureCode.Failed, why)).Error;
        await jobs.EndAsync(claim, JobState.Failed, null, JobErrors.Write(error), null, cancellationToken);
        return true;
    }
}
