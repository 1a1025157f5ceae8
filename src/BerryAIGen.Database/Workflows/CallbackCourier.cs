using System.Collections.Concurrent;
using BerryAIGen.Library;
using BerryAIGen.Library.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// Tells what is to be told, for each workflow and address in order: what was not taken is sent again before anything
/// later goes. It may come twice when the server dies between sending it and knowing that. A host that answers slowly holds
/// up what is sent to it, and nothing else.
/// </summary>
public sealed partial class CallbackCourier(
    LibraryDatabase database,
    BerryLibrary library,
    TimeProvider time,
    ILogger<CallbackCourier> logger,
    Random? random = null
) : IAsyncDisposable
{
    private const int Most = 50;
    private const int MostOfHost = 4;

    // An attempt takes a quarter of this at most.
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(1);

    private readonly Random _random = random ?? Random.Shared;
    private readonly ConcurrentDictionary<long, (string Host, Task Sent)> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Begins to send the first of each workflow and address whose time has come; nobody waits for the answers.</summary>
    /// <returns>How many were begun.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        if (library.Webhooks.IsOffline || _running.Count >= Most)
            return 0;
        var begun = 0;
        foreach (var row in await FindDueAsync(cancellationToken))
        {
            var host = HostOf(row);
            if (
                _running.ContainsKey(row.Id)
                || _running.Count >= Most
                || _running.Values.Count(one => one.Host == host) >= MostOfHost
            )
                continue;
            // Noted before it can have ended.
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running.TryAdd(row.Id, (host, DeliverAsync(row, start.Task))))
                continue;
            start.SetResult();
            begun++;
        }

        return begun;
    }

    /// <summary>Gives up what is being sent; it is sent again later.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(one => one.Sent));
        _stopping.Dispose();
    }

    private static string HostOf(CallbackRow row) => new Uri(row.Url).Authority;

    private async Task<IReadOnlyList<CallbackRow>> FindDueAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        // The rows of hosts that have enough to do would hide the others'.
        string[] full =
        [
            .. _running.Values.GroupBy(one => one.Host).Where(all => all.Count() >= MostOfHost).Select(all => all.Key),
        ];
        await using var context = database.CreateContext();
        var due = context
            .WorkflowCallbacks.AsNoTracking()
            .Where(row => row.NextAt <= now && (row.ClaimedUntil == null || row.ClaimedUntil < now))
            .Where(row =>
                !context.WorkflowCallbacks.Any(before =>
                    before.WorkflowId == row.WorkflowId
                    && before.Url == row.Url
                    && before.Id < row.Id
                    && before.NextAt != null
                )
            );
        foreach (var host in full)
            due = due.Where(row => !row.Url.Contains("://" + host + "/"));
        return await due.OrderBy(row => row.Id).Take(Most).ToListAsync(cancellationToken);
    }

    private async Task DeliverAsync(CallbackRow row, Task start)
    {
        await start;
        try
        {
            await SendAsync(row, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Its claim ends by itself, and then somebody sends it.
        }
        catch (Exception problem)
        {
            // The database may be away for a while.
            Log.NotSent(logger, row.Id, problem);
        }
        finally
        {
            _running.TryRemove(row.Id, out _);
        }
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Callback {Id} could not be sent")]
        public static partial void NotSent(ILogger logger, long id, Exception exception);
    }
}
