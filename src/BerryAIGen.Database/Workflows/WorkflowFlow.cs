using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Brings workflows on: steps whose turn has come get a job, and jobs of those that are given up stop.</summary>
public sealed class WorkflowFlow(
    LibraryDatabase database,
    IJobEngine engine,
    WorkerCatalogue workers,
    OrchestratorSecret secret,
    TimeProvider time
)
{
    // Those that cannot be brought on would hide the others for ever: the next look goes on after the last one seen.
    private string _seen = "";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Gives each step that may begin a job; doing it twice changes nothing.</summary>
    public async Task AdvanceAsync(string workflowId, CancellationToken cancellationToken)
    {
        var tokens = await secret.GetAsync(cancellationToken);
        var groups = workers.Groups.ToHashSet(StringComparer.Ordinal);
        foreach (var step in await FindReadyAsync(workflowId, cancellationToken))
        {
            // A server that knows the group gives it one.
            if (!groups.Contains(step.Group))
                continue;
            try
            {
                await engine.EnqueueAsync(
                    WorkflowStepKind.NameOf(step.Group),
                    "{}",
                    (context, job) => GiveAsync(context, step, job, tokens, cancellationToken),
                    cancellationToken
                );
            }
            catch (TakenException)
            {
                // Somebody else gave it one in this moment.
            }
        }
    }

    /// <summary>
    /// Workflows with a step that may have a job and has none: it waits to be tried again, or its server died before it
    /// gave it one. Steps that wait for others are brought on with those.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindWaitingAsync(CancellationToken cancellationToken)
    {
        const int most = 100;
        string[] groups = [.. workers.Groups];
        await using var context = database.CreateContext();
        var found = await context
            .WorkflowSteps.Where(step => step.Status == StepStatus.Unassigned && step.JobId == null)
            .Where(step => string.Compare(step.WorkflowId, _seen) > 0)
            .Where(step => groups.Contains(step.Group))
            .Where(step =>
                step.StartedAt != null
                || !context.WorkflowSteps.Any(other =>
                    other.WorkflowId == step.WorkflowId
                    && (
                        other.Status == StepStatus.Processing
                        || (other.Status == StepStatus.Unassigned && other.JobId != null)
                    )
                )
            )
            .Select(step => step.WorkflowId)
            .Distinct()
            .OrderBy(id => id)
            .Take(most)
            .ToListAsync(cancellationToken);
        _seen = found.Count == most ? found[^1] : "";
        return found;
    }

    /// <summary>Stops jobs; those that are over already stay as they are.</summary>
    public async Task StopAsync(IEnumerable<string> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            try
            {
                await engine.CancelAsync(job, cancellationToken);
            }
            catch (LibraryException over) when (over.Failure.Code is FailureCode.Conflict or FailureCode.NotFound)
            {
                // What it did does not count any more.
            }
        }
    }

    private async Task<IReadOnlyList<WorkflowStepRow>> FindReadyAsync(
        string workflowId,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var steps = await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => step.WorkflowId == workflowId)
            .ToListAsync(cancellationToken);
        var ready = WorkflowProgress
            .Ready([.. steps.Select(StoredJson.Standing)])
            .Select(step => step.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. steps
                .Where(step => step.JobId is null && ready.Contains(step.Name) && StepPauses.EndOf(step) <= Now)
                .OrderBy(step => step.Position),
        ];
    }

    private async Task GiveAsync(
        LibraryContext context,
        WorkflowStepRow step,
        JobRow job,
        BlobTokens tokens,
        CancellationToken cancellationToken
    )
    {
        var view = await WorkflowStore.HoldAsync(context, step.WorkflowId, Now, cancellationToken);
        var mine = view?.Steps.FirstOrDefault(one => one.Position == step.Position);
        if (mine is not { JobId: null, Status: StepStatus.Unassigned })
            throw new TakenException();
        mine.JobId = job.Id;
        new CallbackLog(context, view!, tokens, Now).Job(mine, StepStatus.Unassigned);
    }

    // Takes the job back that was about to be written.
    private sealed class TakenException() : Exception("Another server gave this step a job.");
}
