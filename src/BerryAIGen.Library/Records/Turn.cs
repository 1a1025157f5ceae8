using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Records;

/// <summary>The right to change something that only one process may change at a time.</summary>
internal static class Turn
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits, on this thread, until nobody else has it.</summary>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static IDisposable Take(string path)
    {
        using var pause = new ManualResetEventSlim();
        PartClaim? turn;
        while ((turn = PartClaim.TryTake(path)) is null)
            pause.Wait(Step);
        return turn;
    }

    /// <summary>Waits until nobody else has it; it ends with its process at the latest.</summary>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        PartClaim? turn;
        while ((turn = PartClaim.TryTake(path)) is null)
            await Task.Delay(Step, time, cancellationToken).ConfigureAwait(false);
        return turn;
    }
}
