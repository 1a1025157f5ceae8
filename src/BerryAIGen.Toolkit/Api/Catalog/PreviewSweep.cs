using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>Removes once a day the pictures that people took away from their models long ago.</summary>
internal sealed partial class PreviewSweep(
    OwnPreviews previews,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PreviewSweep> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause, time);
        // At the start as well: some servers run for an evening at a time.
        do
        {
            try
            {
                await previews.SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; the next round finds the rest.
                Log.Failed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Previews that were taken away long ago cannot be removed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
