namespace BerryAIGen.Database.Downloads;

/// <summary>
/// Forgets downloads that failed or were cancelled long ago, and deletes what came of them. Paused ones wait for a person,
/// however long; completed ones are cleared by one.
/// </summary>
public sealed class DownloadRetention(DownloadTasks tasks, DownloadLimits limits, TimeProvider time)
{
    private static readonly string[] Forgotten = [DownloadStatus.Failed, DownloadStatus.Cancelled];

    /// <returns>How many.</returns>
    /// <exception cref="Library.LibraryException">The disk does not let go of a part; its download stays for the next round.</exception>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        if (limits.Kept is not { } kept)
            return 0;
        var cleared = await tasks.ClearAsync(Forgotten, time.GetUtcNow().UtcDateTime - kept, cancellationToken);
        return cleared.Require();
    }
}
