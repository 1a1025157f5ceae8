using System.Diagnostics;

namespace BerryAIGen.Testing;

/// <summary>Waits for what another thread or process will do, up to the one shared time-out.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
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
                    $"What was waited for did not happen within {Longest.TotalSeconds} seconds."
                );
            }

            await Task.Delay(Step, TimeProvider.System, cancellationToken);
        }
    }
}
