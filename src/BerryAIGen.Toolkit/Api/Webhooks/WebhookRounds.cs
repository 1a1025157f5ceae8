using BerryAIGen.Database.Webhooks;

namespace BerryAIGen.Toolkit.Api.Webhooks;

/// <summary>
/// Writes down what webhooks are to be told and sends what is due. Each webhook has a sender of its own, so that a slow
/// receiver delays nobody else.
/// </summary>
internal sealed partial class WebhookRounds(
    WebhookFeed feed,
    WebhookDeliveries deliveries,
    WebhookCourier courier,
    TimeProvider time,
    ILogger<WebhookRounds> logger
) : BackgroundService
{
    // A receiver that hangs holds its sender for as many limits of time, and no longer.
    private const int MostDue = 20;
    private const int MostSenders = 16;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    // Nobody has webhooks as a rule, and then nothing is asked twice a second.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Task> senders = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var any = await TryAsync(() => LookAsync(stoppingToken));
                timer.Period = any ? Step : Idle;
            }
        }
        finally
        {
            await Task.WhenAll(senders.Values);
        }
    }

    private async Task<bool> LookAsync(CancellationToken stoppingToken)
    {
        if (!await feed.FillAsync(stoppingToken))
            return false;
        if (courier.IsOffline)
            return true;
        foreach (var (id, _) in senders.Where(sender => sender.Value.IsCompleted).ToArray())
            senders.Remove(id);
        var waiting = await deliveries.FindWaitingAsync(stoppingToken);
        foreach (var id in waiting.Where(id => !senders.ContainsKey(id)).Take(MostSenders - senders.Count).ToArray())
        {
            var due = await deliveries.FindDueAsync(id, MostDue, stoppingToken);
            if (due.Count > 0)
                senders[id] = SendAsync(due, stoppingToken);
        }

        return true;
    }

    private async Task SendAsync(IReadOnlyList<WebhookDeliveryRow> due, CancellationToken stoppingToken)
    {
        // Not on the round's own stack: it goes on to the next webhook.
        await Task.Yield();
        foreach (var delivery in due)
        {
            if (stoppingToken.IsCancellationRequested)
                return;
            await TryAsync(async () =>
            {
                await courier.SendAsync(delivery, stoppingToken);
                return true;
            });
        }
    }

    private async Task<bool> TryAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was on its way is sent by the next one.
            return true;
        }
        catch (Exception problem)
        {
            // The database may be away for a while; what is written down is sent later.
            Log.Failed(logger, problem);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Webhooks cannot be told what happens")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
