using BerryAIGen.Database.Settings;
using BerryAIGen.Toolkit.Jobs;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Obeys what is set at another server of the same database.</summary>
internal sealed partial class NetworkFollower(
    NetworkChoiceStore store,
    ToolkitOptions options,
    DownloadSlots slots,
    TimeProvider time,
    ILogger<NetworkFollower> logger
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
                await store.FollowAsync(options.Library.Network.Switch!, stoppingToken);
                await slots.FollowAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // What counted last counts on; the next look may go better.
                Log.NotRead(logger, problem);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The settings of the network could not be read")]
        public static partial void NotRead(ILogger logger, Exception problem);
    }
}
