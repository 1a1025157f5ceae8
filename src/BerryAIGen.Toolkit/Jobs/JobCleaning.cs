using BerryAIGen.Database;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Importing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Webhooks;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>Forgets every hour what was over long ago: jobs, downloads and uploads that brought nothing, what webhooks were told, what machines said of models.</summary>
internal sealed partial class JobCleaning(
    JobStore jobs,
    DownloadRetention downloads,
    UploadRetention uploads,
    WebhookDeliveries deliveries,
    LibraryDatabase database,
    TimeProvider time,
    ILogger<JobCleaning> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            await TryAsync(downloads.ForgetAsync, stoppingToken);
            await TryAsync(uploads.ForgetAsync, stoppingToken);
            await TryAsync(jobs.ForgetAsync, stoppingToken);
            await TryAsync(deliveries.ForgetAsync, stoppingToken);
            await TryAsync(stop => ModelHistoryLimit.ForgetAsync(database, time, stop), stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<CancellationToken, Task<int>> forget, CancellationToken stoppingToken)
    {
        try
        {
            await forget(stoppingToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The database may be away for a while, or a disk read-only; the next round finds the rest.
            Log.Failed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What was over long ago cannot be forgotten")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
