using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Workflows of this server: written, found and changed by those whose they are.</summary>
public sealed partial class WorkflowStore(
    LibraryDatabase database,
    WorkerCatalogue workers,
    OrchestratorSecret secret,
    WorkflowLimits limits,
    TimeProvider time
)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A workflow of this owner; null when there is none, or it was deleted, or ended without being kept.</summary>
    public async Task<WorkflowView?> FindAsync(string owner, string id, CancellationToken cancellationToken) =>
        await FindAnyAsync(owner, id, cancellationToken) is { } view && !(view.IsTerminal && view.Workflow.IsEphemeral)
            ? view
            : null;

    /// <summary>The same for whoever waited for its end: also one that is not kept.</summary>
    public async Task<WorkflowView?> FindAnyAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context
            .Workflows.AsNoTracking()
            .FirstOrDefaultAsync(one => one.Id == id && one.Owner == owner && one.DeletedAt == null, cancellationToken);
        return row is null ? null : (await ReadStepsAsync(context, [row], cancellationToken))[0];
    }

    /// <summary>Whether there is such a workflow, and it has not ended; costs little.</summary>
    public async Task<bool> IsOpenAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Workflows.AnyAsync(
            row =>
                row.Id == id
                && row.Owner == owner
                && row.DeletedAt == null
                && (row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing),
            cancellationToken
        );
    }

    /// <summary>Whose step a job does, or did last; null when it does none.</summary>
    public async Task<string?> FindOwnerAsync(string job, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .WorkflowSteps.Where(step => step.JobId == job)
            .Join(context.Workflows, step => step.WorkflowId, row => row.Id, (_, row) => row.Owner)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of an owner's workflows.</summary>
    public async Task<(IReadOnlyList<WorkflowView> Items, string? Next)> ListAsync(
        string owner,
        WorkflowQuestion question,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context
            .Workflows.AsNoTracking()
            .Where(row => row.Owner == owner && row.DeletedAt == null)
            .Where(row =>
                !row.IsEphemeral || row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing
            );
        foreach (var tag in question.Tags)
            rows = rows.Where(row => context.WorkflowTags.Any(one => one.WorkflowId == row.Id && one.Tag == tag));
        if (question.Text is { Length: > 0 } text)
        {
            var small = SmallLetters.Of(text);
            rows = rows.Where(row => row.SearchText.Contains(small));
        }

        if (question.From is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);
        if (question.To is { } to)
            rows = rows.Where(row => row.CreatedAt <= to);
        if (question.ExcludesFailed)
            rows = rows.Where(row =>
                row.Status != StepStatus.Failed && row.Status != StepStatus.Expired && row.Status != StepStatus.Canceled
            );
        if (question.Cursor is { } cursor)
            rows = question.IsAscending
                ? rows.Where(row => string.Compare(row.Id, cursor) > 0)
                : rows.Where(row => string.Compare(row.Id, cursor) < 0);
        rows = question.IsAscending ? rows.OrderBy(row => row.Id) : rows.OrderByDescending(row => row.Id);
        var page = await rows.Take(question.Take + 1).ToListAsync(cancellationToken);
        var next = page.Count > question.Take ? page[question.Take - 1].Id : null;
        return (await ReadStepsAsync(context, [.. page.Take(question.Take)], cancellationToken), next);
    }

    private static async Task<IReadOnlyList<WorkflowView>> ReadStepsAsync(
        LibraryContext context,
        IReadOnlyList<WorkflowRow> rows,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. rows.Select(row => row.Id)];
        var steps = await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => ids.Contains(step.WorkflowId))
            .OrderBy(step => step.Position)
            .ToListAsync(cancellationToken);
        var byWorkflow = steps.ToLookup(step => step.WorkflowId);
        var views = new List<WorkflowView>();
        foreach (var row in rows)
            views.Add(
                new WorkflowView(row, [.. byWorkflow[row.Id]])
                {
                    Preceding = await PrecedingAsync(context, byWorkflow[row.Id], cancellationToken),
                }
            );
        return views;
    }

    private static async Task<Dictionary<string, int>> PrecedingAsync(
        LibraryContext context,
        IEnumerable<WorkflowStepRow> steps,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, int>();
        foreach (var step in steps.Where(step => step.Status == StepStatus.Unassigned && step.JobId is not null))
            found[step.Name] = await context.WorkflowSteps.CountAsync(
                other =>
                    other.Group == step.Group
                    && (
                        other.Status == StepStatus.Processing
                        || (
                            other.Status == StepStatus.Unassigned
                            && other.JobId != null
                            && (
                                other.Priority > step.Priority
                                || (other.Priority == step.Priority && string.Compare(other.JobId, step.JobId) < 0)
                            )
                        )
                    ),
                cancellationToken
            );
        return found;
    }
}
