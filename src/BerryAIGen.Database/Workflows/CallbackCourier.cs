using BerryAIGen.Library;
using BerryAIGen.Library.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// Tells what is to be told, for each workflow and address in order: what was not taken is sent again before anything
/// later goes. It may come twice when the server dies between sending it and knowing that.
/// </summary>
public sealed class CallbackCourier(
    LibraryDatabase database,
    BerryLibrary library,
    TimeProvider time,
    Random? random = null
)
{
    private const int Most = 50;

    // An attempt takes a quarter of this at most.
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(1);

    private readonly Random _random = random ?? Random.Shared;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Sends the first of each workflow and address whose time has come.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        if (library.Webhooks.IsOffline)
            return 0;
        var due = await FindDueAsync(cancellationToken);
        await Task.WhenAll(due.Select(row => SendAsync(row, cancellationToken)));
        return due.Count;
    }

    private async Task<IReadOnlyList<CallbackRow>> FindDueAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = database.CreateContext();
        return await context
            .WorkflowCallbacks.AsNoTracking()
            .Where(row => row.NextAt <= now && (row.ClaimedUntil == null || row.ClaimedUntil < now))
            .Where(row =>
                !context.WorkflowCallbacks.Any(before =>
                    before.WorkflowId == row.WorkflowId
                    && before.Url == row.Url
                    && before.Id < row.Id
                    && before.NextAt != null
                )
            )
            .OrderBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
    }

    private async Task SendAsync(CallbackRow row, CancellationToken cancellationToken)
    {
        var (until, claim) = (Now + Held, row.Claim + 1);
        await using var context = database.CreateContext();
        var mine = await context
            .WorkflowCallbacks.Where(one => one.Id == row.Id && one.Claim == row.Claim)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Claim, claim).SetProperty(one => one.ClaimedUntil, (DateTime?)until),
                cancellationToken
            );
        if (mine == 0)
            return;
        var answer = await library.Webhooks.SendAsync(
            new WebhookMessage(new Uri(row.Url), $"callback-{row.Id}", row.Payload, []),
            cancellationToken
        );
        var own = context.WorkflowCallbacks.Where(one => one.Id == row.Id && one.Claim == claim);
        if (answer.IsTaken)
        {
            await own.ExecuteDeleteAsync(CancellationToken.None);
            return;
        }

        var failures = row.Failures + 1;
        var next = answer.IsGone ? null : Now + WebhookSchedule.PauseAfter(failures, answer.RetryAfter, _random);
        await own.ExecuteUpdateAsync(
            set =>
                set.SetProperty(one => one.Failures, failures)
                    .SetProperty(one => one.NextAt, next)
                    .SetProperty(one => one.ClaimedUntil, (DateTime?)null)
                    .SetProperty(one => one.Problem, answer.Error),
            CancellationToken.None
        );
    }
}
