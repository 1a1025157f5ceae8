using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

// What people change of workflows that there are.
public sealed partial class WorkflowStore
{
    /// <summary>Changes what the caller wrote beside the work.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="decide">What is to change of it as it is now; nobody else changes it meanwhile.</param>
    /// <param name="cancellationToken">Gives up; nothing was changed.</param>
    /// <returns>Whether there is such a workflow.</returns>
    public Task<bool> ChangeAsync(
        string owner,
        string id,
        Func<WorkflowView, WorkflowChange> decide,
        CancellationToken cancellationToken
    ) =>
        InTurnAsync(
            owner,
            id,
            async (context, view) =>
            {
                var (row, change) = (view.Workflow, decide(view));
                if (change.Metadata is { } metadata)
                    (row.Metadata, row.SearchText) = (metadata.ToJsonString(), StoredJson.SearchText(metadata));
                if (change.AllowMatureContent is { } allow)
                    row.AllowMatureContent = allow.Value;
                if (change.Tags is { } tags)
                {
                    row.Tags = StoredJson.Write(tags);
                    await context.WorkflowTags.Where(tag => tag.WorkflowId == id).ExecuteDeleteAsync(cancellationToken);
                    context.WorkflowTags.AddRange(
                        tags.Select(tag => new WorkflowTagRow { WorkflowId = id, Tag = tag })
                    );
                }
            },
            cancellationToken
        );

    /// <summary>Changes the metadata of a step to what is decided of it as it is now.</summary>
    /// <returns>Whether there is such a step.</returns>
    public async Task<bool> ChangeStepAsync(
        string owner,
        string id,
        string step,
        Func<WorkflowView, WorkflowStepRow, JsonObject> decide,
        CancellationToken cancellationToken
    )
    {
        var found = false;
        await InTurnAsync(
            owner,
            id,
            (_, view) =>
            {
                if (view.Steps.FirstOrDefault(one => one.Name == step) is { } row)
                    (row.Metadata, found) = (decide(view, row).ToJsonString(), true);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        return found;
    }

    /// <summary>Ends what has not ended; what has stays as it is.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="deletes">Whether nobody is to see it any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The jobs that are to stop; null when there is no such workflow.</returns>
    public async Task<IReadOnlyList<string>?> CancelAsync(
        string owner,
        string id,
        bool deletes,
        CancellationToken cancellationToken
    )
    {
        var jobs = new List<string>();
        var tokens = await secret.GetAsync(cancellationToken);
        var isThere = await InTurnAsync(
            owner,
            id,
            (context, view) =>
            {
                var now = Now;
                if (deletes)
                    // The same action may be asked for anew: nobody can look at this one any more.
                    (view.Workflow.DeletedAt, view.Workflow.ExternalId) = (now, null);
                var log = new CallbackLog(context, view, tokens, now);
                foreach (var step in view.Steps.Where(step => !StepStatus.IsTerminal(step.Status)))
                {
                    (step.Status, step.CompletedAt) = (StepStatus.Canceled, now);
                    if (step.JobId is { } job)
                    {
                        jobs.Add(job);
                        log.Job(step, StepStatus.Canceled);
                    }

                    log.Step(step);
                }

                Settle(view, log, now);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        return isThere ? jobs : null;
    }

    /// <summary>Forgets what ended long ago, and what was not to be kept.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var (before, soon) = (Now - limits.Kept, Now - TimeSpan.FromHours(1));
        await using var context = database.CreateContext();
        return await context
            .Workflows.Where(row => row.CompletedAt != null)
            .Where(row =>
                row.CompletedAt < before
                || (
                    row.IsEphemeral
                    && row.CompletedAt < soon
                    && !context.WorkflowCallbacks.Any(one => one.WorkflowId == row.Id && one.NextAt != null)
                )
            )
            .ExecuteDeleteAsync(cancellationToken);
    }

    // What follows for the whole from how its steps stand.
    internal static void Settle(WorkflowView view, CallbackLog log, DateTime now)
    {
        var standing = view.Steps.Select(StoredJson.Standing).ToArray();
        var hopeless = WorkflowProgress.Hopeless(standing);
        foreach (var step in view.Steps.Where(step => hopeless.Contains(step.Name)))
        {
            (step.Status, step.CompletedAt) = (StepStatus.Canceled, now);
            log.Step(step);
        }

        var status = WorkflowProgress.StatusOf([.. view.Steps.Select(StoredJson.Standing)]);
        if (status == view.Workflow.Status || StepStatus.IsTerminal(view.Workflow.Status))
            return;
        view.Workflow.Status = status;
        view.Workflow.StartedAt ??= view.Steps.Min(step => step.StartedAt);
        if (StepStatus.IsTerminal(status))
            view.Workflow.CompletedAt = now;
        log.Workflow();
    }

    /// <summary>Rows of a workflow that are followed, and that nobody else changes until the transaction is over.</summary>
    internal static async Task<WorkflowView?> HoldAsync(
        LibraryContext context,
        string id,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var held = await context
            .Workflows.Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UpdatedAt, now), cancellationToken);
        if (held == 0)
            return null;
        var workflow = await context.Workflows.FirstAsync(row => row.Id == id, cancellationToken);
        var steps = await context
            .WorkflowSteps.Where(step => step.WorkflowId == id)
            .OrderBy(step => step.Position)
            .ToListAsync(cancellationToken);
        return new WorkflowView(workflow, steps);
    }

    private async Task<bool> InTurnAsync(
        string owner,
        string id,
        Func<LibraryContext, WorkflowView, Task> change,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var view = await HoldAsync(context, id, Now, cancellationToken);
        if (view is null || view.Workflow.Owner != owner || view.Workflow.DeletedAt is not null)
            return false;
        if (view.Workflow.IsEphemeral && view.IsTerminal)
            return false;
        await change(context, view);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
