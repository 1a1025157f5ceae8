using BerryAIGen.Database.Jobs;
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
    TimeProvider time,
    ILogger<JobSweep> logger
) : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        // At the start also those that gave a sign of life just now: their server may be the one before this one.
        var silence = TimeSpan.Zero;
        do
        {
            try
            {
                await SweepAsync(silence, stoppingToken);
                silence = Silence;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; the next look finds what this one missed.
                Log.Failed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var jobs = await store.FindWaitingAsync(kinds.Names, silence, Most, cancellationToken);
        if (jobs.Count == 0)
            return;
        var fired = await FiringsAsync(cancellationToken);
        foreach (var job in jobs.Where(job => IsNobodys(job) && !fired.Contains(QuartzJobEngine.NameOf(job))))
        {
            // What this server does not do would be fired in circles, one firing after the other.
            if (await kinds.Get(job.Kind).MayRunAsync(job, cancellationToken))
                await engine.FireAsync(job, cancellationToken);
        }
    }

    private bool IsNobodys(JobRow job) =>
        job.State != JobState.Running
        || job.BeatAt < time.GetUtcNow().UtcDateTime - Silence
        || JobNode.IsGone(job.Owner);

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
