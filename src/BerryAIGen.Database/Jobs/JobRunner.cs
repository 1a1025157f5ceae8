using System.Collections.Concurrent;
using BerryAIGen.Library;
using Microsoft.Extensions.Logging;

namespace BerryAIGen.Database.Jobs;

/// <summary>Runs one job on this node: takes it, gives signs of life, obeys wishes, and writes down how it ended.</summary>
public sealed partial class JobRunner(JobStore store, JobKinds kinds, TimeProvider time, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    // An owner that is seen to live gives several signs of life in this time.
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, JobRun> running = new(StringComparer.Ordinal);

    /// <summary>
    /// Does nothing when the job is paused, over, or runs on a living node; of a kind that keeps an order it then runs the
    /// next one, as it does when another one is before this.
    /// </summary>
    /// <exception cref="OperationCanceledException">This node stops; the job waits for the next one.</exception>
    public async Task RunAsync(string id, CancellationToken stopping)
    {
        if (await TakeAsync(id, stopping) is not { } claim)
            return;
        using var run = new JobRun(store, claim);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, run.Stopped);
        using var ended = new CancellationTokenSource();
        running[claim.Id] = run;
        var beating = BeatAsync(run, ended.Token);
        try
        {
            if (claim.Attempt > 1)
                await TryLogAsync(
                    claim.Id,
                    "info",
                    $"Taken up again by {JobNode.Describe(JobNode.Current.Name)}, attempt {claim.Attempt}."
                );
            await EndAsync(run, await RunAsync(run, stop.Token));
        }
        catch (JobLostException lost)
        {
            Log.Lost(logger, lost.Message);
        }
        finally
        {
            running.TryRemove(KeyValuePair.Create(claim.Id, run));
            await ended.CancelAsync();
            await beating;
        }

        stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Tells a run of this very node at once what it would read from its row a little later.</summary>
    public void Nudge(string id, JobWish wish)
    {
        if (running.TryGetValue(id, out var run))
            run.Obey(wish);
    }

    private async Task<JobClaim?> TakeAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } seen || kinds.Find(seen.Kind) is not { } kind)
            return null;
        if (!await kind.MayRunAsync(seen, cancellationToken))
            return null;
        if (kind is IOrderedJobKind ordered)
            return await TakeOverAsync(seen, cancellationToken) ?? await TakeNextAsync(ordered, cancellationToken);
        return seen.State == JobState.Running
            ? await TakeOverAsync(seen, cancellationToken)
            : await store.ClaimAsync(id, JobNode.Current.Name, silentAttempt: null, cancellationToken);
    }

    // One that runs without a sign of life.
    private async Task<JobClaim?> TakeOverAsync(JobRow seen, CancellationToken cancellationToken)
    {
        // What this very node runs is alive, and whoever would wait for it here keeps the next one waiting.
        if (seen.State != JobState.Running)
            return null;
        if (running.TryGetValue(seen.Id, out var own) && !own.IsLost && own.Attempt == seen.Attempt)
            return null;
        if (!JobNode.IsGone(seen.Owner))
        {
            await Task.Delay(Watch, time, cancellationToken);
            var now = await store.FindAsync(seen.Id, cancellationToken);
            if (now is null || now.Attempt != seen.Attempt || now.BeatAt != seen.BeatAt)
                return null;
        }

        return await store.ClaimAsync(seen.Id, JobNode.Current.Name, seen.Attempt, cancellationToken);
    }

    private async Task<JobClaim?> TakeNextAsync(IOrderedJobKind kind, CancellationToken cancellationToken)
    {
        while (await kind.FindNextAsync(cancellationToken) is { } next)
            if (await store.ClaimAsync(next, JobNode.Current.Name, silentAttempt: null, cancellationToken) is { } claim)
                return claim;
        return null;
    }

    private async Task<Ending> RunAsync(JobRun run, CancellationToken stop)
    {
        var kind = kinds.Get(run.Kind);
        try
        {
            return new Ending(JobState.Completed, await kind.RunAsync(run, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Ending(
                run.Wish switch
                {
                    JobWish.Cancel => JobState.Cancelled,
                    JobWish.Pause => JobState.Paused,
                    _ => JobState.Queued,
                }
            );
        }
        catch (LibraryException known)
        {
            return Ending.Of(known.Failure);
        }
        catch (Exception unforeseen) when (unforeseen is not JobLostException)
        {
            Log.Failed(logger, run.Kind, run.Id, unforeseen);
            return Ending.OfUnforeseen();
        }
    }

    private async Task BeatAsync(JobRun run, CancellationToken ended)
    {
        try
        {
            using var timer = new PeriodicTimer(Beat, time);
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    if (
                        await store.BeatAsync(run.Claim, run.Progress, run.WithBeat, ended)
                        is var wish
                            and not JobWish.None
                    )
                        run.Obey(wish);
                }
                catch (Exception away) when (DatabaseFaults.IsAway(away))
                {
                    Log.NoBeat(logger, run.Id, away);
                }
            }
        }
        catch (JobLostException)
        {
            run.Lose();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested) { }
        catch (Exception unforeseen)
        {
            // Without a heart-beat another one will take the job, so this run must not go on beside it.
            Log.Failed(logger, run.Kind, run.Id, unforeseen);
            run.Lose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{What}")]
        public static partial void Lost(ILogger logger, string what);

        [LoggerMessage(LogLevel.Warning, "The database does not take a sign of life of job {Id}")]
        public static partial void NoBeat(ILogger logger, string id, Exception exception);

        [LoggerMessage(LogLevel.Warning, "What the {Kind} job {Id} left could not be removed")]
        public static partial void NotDiscarded(ILogger logger, string kind, string id, Exception exception);

        [LoggerMessage(LogLevel.Error, "The {Kind} job {Id} failed")]
        public static partial void Failed(ILogger logger, string kind, string id, Exception exception);
    }
}
