using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>What the run of a step writes: that it began, and how it ended. Nothing of it counts once the step is another's.</summary>
public sealed class WorkflowRuns(
    LibraryDatabase database,
    WorkerCatalogue workers,
    OrchestratorSecret secret,
    TimeProvider time
)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Whether the step that a job is to do is this server's to do, or nobody's; others leave it to who does it. Costs
    /// little where the type alone says so: it is asked of all that wait, again and again.
    /// </summary>
    public async Task<bool> MayTakeAsync(string jobId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var mine = context.WorkflowSteps.AsNoTracking().Where(row => row.JobId == jobId);
        var known = await mine.Select(row => new { row.Type, row.Status }).FirstOrDefaultAsync(cancellationToken);
        if (known is null || StepStatus.IsTerminal(known.Status))
            return true;
        if (workers.FindProblem(known.Type, null) is not null)
            return workers.FindLost(known.Type, null) is not null
                && await mine.FirstOrDefaultAsync(cancellationToken) is { } lost
                && await FindLostAsync(lost, cancellationToken) is not null;
        return await mine.FirstOrDefaultAsync(cancellationToken) is not { } step
            || await MayDoAsync(step, cancellationToken);
    }

    /// <summary>Whether a step is this server's to do: it can, or nobody could for so long that it is to be given up.</summary>
    internal async Task<bool> MayDoAsync(WorkflowStepRow step, CancellationToken cancellationToken) =>
        CanDo(step) || await FindLostAsync(step, cancellationToken) is not null;

    /// <summary>
    /// The type that a step has waited for long, and that no server has done in all that time; null while one does it, or
    /// may come back, or it is not the step's turn yet.
    /// </summary>
    internal async Task<string?> FindLostAsync(WorkflowStepRow step, CancellationToken cancellationToken) =>
        workers.FindLost(step.Type, JsonNode.Parse(step.Input)) is { } lost
        && await FindWaitingSinceAsync(step, cancellationToken) is { } since
        && Now - since >= WorkerWatch.Patience
            ? lost
            : null;

    // Since nothing but a worker is missing; null while it waits for other steps.
    private async Task<DateTime?> FindWaitingSinceAsync(WorkflowStepRow step, CancellationToken cancellationToken)
    {
        var needs = StoredJson.Words(step.Needs);
        await using var context = database.CreateContext();
        var since = await context
            .Workflows.Where(row => row.Id == step.WorkflowId)
            .Select(row => (DateTime?)row.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        var ends = await context
            .WorkflowSteps.Where(row => row.WorkflowId == step.WorkflowId && needs.Contains(row.Name))
            .Select(row => row.CompletedAt)
            .ToListAsync(cancellationToken);
        if (since is null || ends.Contains(null))
            return null;
        return ends.Append(since).Append(StepPauses.LastEndOf(step.FormerJobs)).Max();
    }

    /// <summary>
    /// The step that a job is to do now. Jobs of a group come one after the other, so whoever's turn it is takes over the
    /// step whose turn it is, and leaves its own to the other job.
    /// </summary>
    /// <returns>Null when there is nothing to do.</returns>
    public async Task<WorkflowStepRow?> TakeTurnAsync(string jobId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var mine = await context
            .WorkflowSteps.AsNoTracking()
            .FirstOrDefaultAsync(step => step.JobId == jobId, cancellationToken);
        if (mine is not { Status: StepStatus.Unassigned })
            return mine;
        var wanted = await WorkflowTurns.FindAsync(context, mine, [.. workers.Types], Now, cancellationToken);
        if (wanted.JobId == mine.JobId || !CanDo(wanted))
            return mine;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Whoever cancels or begins a step holds its workflow and goes by the job that it has then; two that exchange the
        // same two hold them in the same order.
        foreach (
            var id in (string[])
                [.. new[] { mine.WorkflowId, wanted.WorkflowId }.Distinct().Order(StringComparer.Ordinal)]
        )
            await WorkflowStore.HoldAsync(context, id, Now, cancellationToken);
        var changed =
            await GiveAsync(context, mine, wanted.JobId!, cancellationToken)
            + await GiveAsync(context, wanted, jobId, cancellationToken);
        if (changed != 2)
            return mine;
        await transaction.CommitAsync(cancellationToken);
        wanted.JobId = jobId;
        return wanted;
    }

    /// <summary>Notes that a step began, in the transaction of its run.</summary>
    /// <returns>The workflow; null when the step is not this job's to do any more.</returns>
    public async Task<WorkflowView?> BeginAsync(
        LibraryContext context,
        WorkflowStepRow step,
        CancellationToken cancellationToken
    )
    {
        var tokens = await secret.GetAsync(cancellationToken);
        var now = Now;
        var view = await WorkflowStore.HoldAsync(context, step.WorkflowId, now, cancellationToken);
        if (view?.Steps.FirstOrDefault(one => one.Position == step.Position) is not { } mine)
            return null;
        if (mine.JobId != step.JobId || StepStatus.IsTerminal(mine.Status))
            return null;
        (mine.Status, mine.StartedAt, mine.Progress) = (StepStatus.Processing, mine.StartedAt ?? now, 0);
        var log = new CallbackLog(context, view, tokens, now);
        WorkflowStore.Settle(view, log, now);
        log.Step(mine);
        log.Job(mine, StepStatus.Processing);
        return view;
    }

    /// <summary>Notes that a step was done.</summary>
    public Task SucceedAsync(
        LibraryContext context,
        WorkflowStepRow step,
        JsonObject output,
        IReadOnlyList<BlobRow> blobs,
        CancellationToken cancellationToken
    ) =>
        EndAsync(
            context,
            step,
            StepStatus.Succeeded,
            mine =>
            {
                (mine.Status, mine.Output, mine.Progress) = (StepStatus.Succeeded, output.ToJsonString(), 1);
                // Of a try before this one, which its former job still tells.
                (mine.Error, mine.IsUserError) = (null, false);
                context.Blobs.AddRange(blobs);
            },
            cancellationToken
        );

    /// <summary>Notes that a try of a step failed: it gets another one, as often as it wished, or is over.</summary>
    /// <param name="context">Of the transaction.</param>
    /// <param name="step">Which.</param>
    /// <param name="failure">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the step was still its job's.</returns>
    public Task<bool> FailAsync(
        LibraryContext context,
        WorkflowStepRow step,
        StepFailure failure,
        CancellationToken cancellationToken
    ) =>
        EndAsync(
            context,
            step,
            failure.Status,
            mine =>
            {
                (mine.Error, mine.IsUserError) = (failure.Why, failure.IsUserError);
                var former = JsonNode.Parse(mine.FormerJobs)!.AsArray();
                mine.Status = failure.Status;
                if (!failure.MayRetry || former.Count >= mine.Retries)
                    return;
                former.Add(
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = mine.JobId,
                            ["status"] = failure.Status,
                            ["startedAt"] = WorkflowDocuments.Time(mine.StartedAt),
                            ["completedAt"] = WorkflowDocuments.Time(Now),
                            ["cost"] = 1,
                            ["reason"] = failure.Why,
                        }
                );
                mine.FormerJobs = former.ToJsonString();
                mine.Status = StepStatus.Unassigned;
            },
            cancellationToken
        );

    /// <summary>Gives a step back that its job left undone: another one does it.</summary>
    /// <returns>Whether the step was still its job's.</returns>
    public async Task<bool> GiveBackAsync(
        LibraryContext context,
        WorkflowStepRow step,
        CancellationToken cancellationToken
    )
    {
        var view = await WorkflowStore.HoldAsync(context, step.WorkflowId, Now, cancellationToken);
        var mine = view?.Steps.FirstOrDefault(one => one.Position == step.Position);
        if (mine is null || mine.JobId != step.JobId)
            return false;
        if (!StepStatus.IsTerminal(mine.Status))
            (mine.JobId, mine.Progress, mine.Status) = (null, null, StepStatus.Unassigned);
        return true;
    }

    private async Task<bool> EndAsync(
        LibraryContext context,
        WorkflowStepRow step,
        string tried,
        Action<WorkflowStepRow> change,
        CancellationToken cancellationToken
    )
    {
        var tokens = await secret.GetAsync(cancellationToken);
        var now = Now;
        var view = await WorkflowStore.HoldAsync(context, step.WorkflowId, now, cancellationToken);
        var mine = view?.Steps.FirstOrDefault(one => one.Position == step.Position);
        if (mine is null || mine.JobId != step.JobId)
            return false;
        if (StepStatus.IsTerminal(mine.Status))
            return true;
        change(mine);
        var log = new CallbackLog(context, view!, tokens, now);
        if (mine.Status == StepStatus.Unassigned)
        {
            log.Job(mine, tried, mine.Error);
            (mine.JobId, mine.Progress) = (null, null);
            return true;
        }

        mine.CompletedAt = now;
        if (mine.JobId is not null)
            log.Job(mine, mine.Status, mine.Error);
        log.Step(mine);
        WorkflowStore.Settle(view!, log, now);
        return true;
    }

    private bool CanDo(WorkflowStepRow step) => workers.FindProblem(step.Type, JsonNode.Parse(step.Input)) is null;

    private static Task<int> GiveAsync(
        LibraryContext context,
        WorkflowStepRow step,
        string jobId,
        CancellationToken cancellationToken
    ) =>
        context
            .WorkflowSteps.Where(row => row.WorkflowId == step.WorkflowId && row.Position == step.Position)
            .Where(row => row.JobId == step.JobId && row.Status == StepStatus.Unassigned)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.JobId, jobId), cancellationToken);
}
