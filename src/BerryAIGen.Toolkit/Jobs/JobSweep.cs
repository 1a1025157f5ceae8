using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using Quartz;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>
/// Fires jobs that nobody would: written by a server that died before it told the scheduler, or owned by one that did. At
/// the start that is what brings back the jobs of a server that was killed.
/// </summary>
internal sealed partial class JobSweep(
    JobStore store,
    JobKinds kinds,
    IJobEngine engine,
    ISchedulerFactory schedulers,
    LibraryDatabase database,
    TimeProvider time,
    ILogger<JobSweep> logger
) : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Cleaning = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        long? cleaned = null;
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
                if (cleaned is { } at && time.GetElapsedTime(at) < Cleaning)
                    continue;
                await store.ForgetAsync(stoppingToken);
                await ModelHistoryLimit.ForgetAsync(database, time, stoppingToken);
                cleaned = time.GetTimestamp();
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; the next look finds what this one missed.
                Log.Failed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var jobs = await store.FindWaitingAsync(kinds.Names, Silence, Most, cancellationToken);
        if (jobs.Count == 0)
            return;
        var fired = await FiringsAsync(cancellationToken);
        foreach (var job in jobs.Where(job => !fired.Contains(QuartzJobEngine.NameOf(job))))
            await engine.FireAsync(job, cancellationToken);
    }

    private async Task<HashSet<string>> FiringsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var keys = await scheduler.GetTriggerKeys(
            GroupMatcher<TriggerKey>.GroupEquals(QuartzJobEngine.Group),
            cancellationToken
        );
        return [.. keys.Select(key => key.Name)];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waiting jobs cannot be looked for")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
