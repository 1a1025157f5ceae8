using BerryAIGen.Database.Events;

namespace BerryAIGen.Toolkit.Api.Events;

/// <summary>Looks at the log for all who listen here; what another server of the same database wrote is seen as well.</summary>
internal sealed partial class EventFeed(EventLog log, TimeProvider time, ILogger<EventFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Cleaning = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private TaskCompletionSource<EventMark> next = New();
    private EventMark now;
    private int listeners;

    /// <summary>As long as it is not disposed of the log is looked at.</summary>
    public IDisposable Listen()
    {
        Interlocked.Increment(ref listeners);
        return new Listener(this);
    }

    /// <summary>Where the log ends once that is elsewhere than the listener knows.</summary>
    public Task<EventMark> WaitAsync(EventMark known)
    {
        lock (gate)
            return now.Event > known.Event || now.Revision > known.Revision ? Task.FromResult(now) : next.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        var cleaned = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (Volatile.Read(ref listeners) > 0)
                    Tell(await log.ReadMarkAsync(stoppingToken));
                if (time.GetElapsedTime(cleaned) < Cleaning)
                    continue;
                await log.PruneAsync(stoppingToken);
                cleaned = time.GetTimestamp();
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; listeners wait for it.
                Log.Failed(logger, problem);
            }
        }
    }

    private void Tell(EventMark mark)
    {
        TaskCompletionSource<EventMark> told;
        lock (gate)
        {
            if (mark == now)
                return;
            now = mark;
            (told, next) = (next, New());
        }

        told.SetResult(mark);
    }

    private static TaskCompletionSource<EventMark> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Listener(EventFeed feed) : IDisposable
    {
        private EventFeed? feed = feed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref feed, null) is { } left)
                Interlocked.Decrement(ref left.listeners);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The log of events cannot be read")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
