using System.Collections.Concurrent;

namespace BerryAIGen.Database.Generations;

/// <summary>Wakes whoever watches a generation when its orchestrator says that something happened.</summary>
public sealed class GenerationNudges(TimeProvider time)
{
    // The documented pauses of asking.
    private static readonly int[] Seconds = [2, 5, 10, 15, 30];

    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Somebody heard of the generation.</summary>
    public void Nudge(string id)
    {
        if (waiting.TryRemove(id, out var waits))
            waits.TrySetResult();
    }

    /// <summary>Waits for a word, or for as long as is usual after so many questions.</summary>
    internal async Task WaitAsync(string id, int asked, CancellationToken cancellationToken)
    {
        var word = waiting.GetOrAdd(
            id,
            _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(TimeSpan.FromSeconds(Seconds[Math.Min(asked, Seconds.Length - 1)]), time, stop.Token);
        await Task.WhenAny(word.Task, pause);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
