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
        return await ReadPageAsync(context, rows, question.Take, cancellationToken);
    }

    // A few at first, and then as many as should fit: a page has as many as were asked for, or less when they are long.
    private async Task<(IReadOnlyList<WorkflowView> Items, string? Next)> ReadPageAsync(
        LibraryContext context,
        IQueryable<WorkflowRow> rows,
        int most,
        CancellationToken cancellationToken
    )
    {
        const int few = 8;
        var (page, size) = (new List<WorkflowView>(), 0L);
        for (var count = few; ; )
        {
            var wanted = Math.Min(count, most - page.Count);
            var found = await rows.Skip(page.Count).Take(wanted + 1).ToListAsync(cancellationToken);
            page.AddRange(await ReadStepsAsync(context, [.. found.Take(wanted)], cancellationToken));
            if (found.Count <= wanted)
                return (page, null);
            size = page.Sum(view => view.Size);
            if (page.Count >= most || size >= limits.PageBytes)
                return (page, page[^1].Workflow.Id);
            count = (int)Math.Clamp((limits.PageBytes - size) * page.Count / Math.Max(1, size), 1, most);
        }
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
        var isAnyWaiting = steps.Any(step => step.Status == StepStatus.Unassigned && step.JobId is not null);
        var preceding = isAnyWaiting ? await PrecedingAsync(context, ids, cancellationToken) : null;
        return
        [
            .. rows.Select(row => new WorkflowView(row, [.. byWorkflow[row.Id]])
            {
                Preceding = preceding?[row.Id].ToDictionary(one => one.Step, one => one.Count) ?? [],
            }),
        ];
    }

    // One question for all of them, whose answer is light: whoever waits asks often.
    private static async Task<ILookup<string, (string Step, int Count)>> PrecedingAsync(
        LibraryContext context,
        string[] workflows,
        CancellationToken cancellationToken
    )
    {
        var groups = context
            .WorkflowSteps.Where(step => workflows.Contains(step.WorkflowId))
            .Where(step => step.Status == StepStatus.Unassigned && step.JobId != null)
            .Select(step => step.Group);
        var queue = await context
            .WorkflowSteps.Where(step => groups.Contains(step.Group))
            .Where(step =>
                step.Status == StepStatus.Processing || (step.Status == StepStatus.Unassigned && step.JobId != null)
            )
            .Select(step => new
            {
                step.Group,
                IsWaiting = step.Status == StepStatus.Unassigned,
                step.Priority,
                step.WorkflowId,
                step.Position,
                step.Name,
            })
            .ToListAsync(cancellationToken);
        return queue
            .GroupBy(step => step.Group)
            .SelectMany(group =>
                group
                    .OrderBy(step => step.IsWaiting)
                    .ThenByDescending(step => step.Priority)
                    .ThenBy(step => step.WorkflowId, StringComparer.Ordinal)
                    .ThenBy(step => step.Position)
                    .Index()
            )
            .Where(one => one.Item.IsWaiting)
            .ToLookup(one => one.Item.WorkflowId, one => (one.Item.Name, one.Index));
    }
}
