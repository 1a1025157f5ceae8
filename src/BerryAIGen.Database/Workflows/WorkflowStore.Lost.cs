using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

// What nobody does any more.
public sealed partial class WorkflowStore
{
    // A server that starts again is back by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Ends steps of groups that only a server knew which is gone: they would wait, and hold places, for ever.</summary>
    /// <returns>Of how many workflows.</returns>
    public async Task<int> EndLostAsync(CancellationToken cancellationToken)
    {
        const int most = 100;
        // Before somebody asked, nobody knows who is there.
        if (workers.Elsewhere is not { } others)
            return 0;
        string[] groups = [.. workers.Groups.Concat(others.Values).Distinct()];
        var before = Now - Patience;
        await using var context = database.CreateContext();
        var lost = await context
            .WorkflowSteps.Where(step => step.Status == StepStatus.Unassigned && step.JobId == null)
            .Where(step => !groups.Contains(step.Group))
            .Join(context.Workflows, step => step.WorkflowId, row => row.Id, (step, row) => row)
            .Where(row => row.CreatedAt < before)
            .Select(row => new { row.Id, row.Owner })
            .Distinct()
            .OrderBy(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        foreach (var row in lost)
            await InTurnAsync(row.Owner, row.Id, EndAsync, cancellationToken);
        return lost.Count;

        async Task EndAsync(LibraryContext held, WorkflowView view)
        {
            var (tokens, now) = (await secret.GetAsync(cancellationToken), Now);
            var log = new CallbackLog(held, view, tokens, now);
            foreach (var step in view.Steps.Where(step => !groups.Contains(step.Group)))
            {
                if (step.JobId is not null || step.Status != StepStatus.Unassigned)
                    continue;
                (step.Status, step.CompletedAt) = (StepStatus.Failed, now);
                step.Error = $"No server does \"{step.Type}\" any more; submit it again when there is one.";
                log.Step(step);
            }

            Settle(view, log, now);
        }
    }
}
