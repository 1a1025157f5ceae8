using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Whose turn it is among the steps of a group that wait: the one that is wanted most, and of those one owner after the other.</summary>
internal static class WorkflowTurns
{
    // Whoever had nothing done for so long counts as if he never had.
    private static readonly TimeSpan Looked = TimeSpan.FromHours(1);

    /// <param name="context">Asks.</param>
    /// <param name="mine">A step whose turn it is; it stays when no other one goes before it.</param>
    /// <param name="types">The types of steps that are done here.</param>
    /// <param name="now">From when it counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WorkflowStepRow> FindAsync(
        LibraryContext context,
        WorkflowStepRow mine,
        IReadOnlyCollection<string> types,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var waiting = context
            .WorkflowSteps.AsNoTracking()
            .Where(step => step.Group == mine.Group && step.Status == StepStatus.Unassigned)
            .Where(step => step.JobId != null && types.Contains(step.Type) && step.Priority >= mine.Priority);
        if (await waiting.MaxAsync(step => (int?)step.Priority, cancellationToken) is not { } priority)
            return mine;
        var first = await waiting
            .Where(step => step.Priority == priority)
            .Join(context.Workflows, step => step.WorkflowId, row => row.Id, (step, row) => new { row.Owner, row.Id })
            .GroupBy(one => one.Owner)
            .Select(all => new { Owner = all.Key, Id = all.Min(one => one.Id) })
            .ToListAsync(cancellationToken);
        if (first.Count == 0)
            return mine;
        var served = first.Count == 1 ? [] : await LastServedAsync(context, mine.Group, now, cancellationToken);
        // By what was submitted first: jobs are exchanged, so theirs is no order any more.
        var next = first
            .OrderBy(one => served.GetValueOrDefault(one.Owner))
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .First();
        return await waiting
                .Where(step => step.WorkflowId == next.Id && step.Priority == priority)
                .OrderBy(step => step.Position)
                .FirstOrDefaultAsync(cancellationToken)
            ?? mine;
    }

    private static async Task<Dictionary<string, DateTime>> LastServedAsync(
        LibraryContext context,
        string group,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var since = now - Looked;
        // What never began had nothing done, however it ended; what failed and waits for another try is below.
        var last = await context
            .WorkflowSteps.Where(step => step.Group == group && step.StartedAt != null)
            .Where(step => step.Status == StepStatus.Processing || (step.CompletedAt > since && step.JobId != null))
            .Join(
                context.Workflows,
                step => step.WorkflowId,
                row => row.Id,
                (step, row) =>
                    new
                    {
                        row.Owner,
                        At = step.CompletedAt,
                        IsBeing = step.Status == StepStatus.Processing,
                    }
            )
            .GroupBy(one => one.Owner)
            .Select(all => new
            {
                Owner = all.Key,
                Last = all.Max(one => one.At),
                IsBeing = all.Any(one => one.IsBeing),
            })
            .ToListAsync(cancellationToken);
        // A step may take hours: whoever has one being done is served now.
        var served = last.ToDictionary(one => one.Owner, one => one.IsBeing ? now : one.Last!.Value);
        foreach (var (owner, at) in await LastTriedAsync(context, group, since, cancellationToken))
            if (!served.TryGetValue(owner, out var known) || known < at)
                served[owner] = at;
        return served;
    }

    // A step tells when its first try began; when the last one ended only the list of them says. Of a run that ended by no
    // word of its own there is the beginning.
    private static async Task<IEnumerable<(string Owner, DateTime At)>> LastTriedAsync(
        LibraryContext context,
        string group,
        DateTime since,
        CancellationToken cancellationToken
    )
    {
        var tried = await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => step.Group == group && step.StartedAt != null)
            .Where(step => step.Status == StepStatus.Unassigned || (step.CompletedAt > since && step.JobId == null))
            .Join(
                context.Workflows,
                step => step.WorkflowId,
                row => row.Id,
                (step, row) =>
                    new
                    {
                        row.Owner,
                        step.FormerJobs,
                        step.StartedAt,
                    }
            )
            .ToListAsync(cancellationToken);
        return tried
            .Select(one => (one.Owner, At: StepPauses.LastEndOf(one.FormerJobs) ?? one.StartedAt!.Value))
            .Where(one => one.At > since);
    }
}
