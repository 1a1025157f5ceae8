using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Database.Versions;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>Has new versions looked for by itself, as often as the settings of the network say.</summary>
internal sealed partial class CheckRounds(
    CheckTurns turns,
    UpdateCheckJob updates,
    SubscriptionStore subscriptions,
    LibraryDatabase database,
    ToolkitOptions options,
    TimeProvider time,
    ILogger<CheckRounds> logger
) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; the next look comes soon.
                Log.Failed(logger, problem);
            }
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var network = options.Library.Network;
        var choices = network.Switch!.Choices;
        if (network.IsOffline || !choices.UpdateChecks)
            return;
        if (choices.UpdateCheckHours > 0)
            await turns.TryBeginAsync(
                UpdateCheckJob.KindName,
                choices.UpdateCheckHours,
                await updates.PrepareAsync(new CheckOrder([], false), stoppingToken),
                stoppingToken
            );
        if (choices.SubscriptionCheckHours > 0 && await AnySubscriptionAsync(stoppingToken))
            await turns.TryBeginAsync(
                SubscriptionCheckJob.KindName,
                choices.SubscriptionCheckHours,
                await subscriptions.PrepareCheckAsync([], stoppingToken),
                stoppingToken
            );
    }

    private async Task<bool> AnySubscriptionAsync(CancellationToken stoppingToken)
    {
        await using var context = database.CreateContext();
        return await context.Subscriptions.AnyAsync(row => row.Enabled, stoppingToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "It cannot be told whether a check for new versions is due")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
