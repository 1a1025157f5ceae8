using System.Collections.Concurrent;

namespace BerryAIGen.Database.Generations;

/// <summary>Wakes whoever watches a generation when its orchestrator says that something happened.</summary>
public sealed class GenerationNudges(TimeProvider time)
{
    // The documented pauses of asking.
    private static readonly int[] Seconds = [2, 5, 10, 15, 30];

    private readonly ConcurrentDictionary<string, TaskCompletionSource> watched = new(StringComparer.Ordinal);

    /// <summary>How many generations are watched here.</summary>
    internal int Count => watched.Count;

    /// <summary>Somebody heard of the generation; who watches it and is busy just now hears it when he waits next.</summary>
    public void Nudge(string id)
    {
        if (watched.TryGetValue(id, out var word))
            word.TrySetResult();
    }

    /// <summary>From now on no word is lost; dispose what is returned when nobody listens any more.</summary>
    internal IDisposable Watch(string id)
    {
        watched[id] = New();
        return new Watching(this, id);
    }

    /// <summary>Waits for a word, or for as long as is usual after so many questions.</summary>
    internal async Task WaitAsync(string id, int asked, CancellationToken cancellationToken)
    {
        var word = watched.GetValueOrDefault(id) ?? New();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(TimeSpan.FromSeconds(Seconds[Math.Min(asked, Seconds.Length - 1)]), time, stop.Token);
        await Task.WhenAny(word.Task, pause);
        await stop.CancelAsync();
        // Heard; the next word is another one.
        if (word.Task.IsCompleted)
            watched.TryUpdate(id, New(), word);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Watching(GenerationNudges nudges, string id) : IDisposable
    {
        public void Dispose() => nudges.watched.TryRemove(id, out _);
    }
}
