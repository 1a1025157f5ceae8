using System.Diagnostics;

namespace BerryAIGen.Testing;

/// <summary>Waits for what another thread or process will do, up to the one shared time-out.</summary>
public static class Eventually
{
    // Only how long a failure takes; a busy machine may need minutes to start a process.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">It did not become true.</exception>
    public static async Task TrueAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Longest)
            {
                throw new TimeoutException(
                    $"What was waited for did not happen within {Longest.TotalMinutes} minutes."
                );
            }

            await Task.Delay(Step, TimeProvider.System, cancellationToken);
        }
    }
}
