using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Downloads;

/// <summary>What a person may do with a download; each answers when it is done, or after a moment when it takes longer.</summary>
public sealed class DownloadControl(IJobEngine engine, DownloadTasks tasks, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Stops it where it is; what came stays.</summary>
    /// <exception cref="LibraryException">There is no such download, or it neither waits nor runs.</exception>
    public async Task<DownloadTask> PauseAsync(string id, CancellationToken cancellationToken)
    {
        await RequireAsync(
            id,
            "paused",
            [DownloadStatus.Pending, DownloadStatus.Downloading, DownloadStatus.Verifying, DownloadStatus.Paused],
            cancellationToken
        );
        await engine.PauseAsync(id, cancellationToken);
        return await UntilAsync(id, status => status == DownloadStatus.Paused, cancellationToken);
    }

    /// <summary>Goes on with a paused one, from the byte that it had reached.</summary>
    /// <exception cref="LibraryException">There is no such download, or it is not paused.</exception>
    public async Task<DownloadTask> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        await RequireAsync(id, "resumed", [DownloadStatus.Paused], cancellationToken);
        await engine.ResumeAsync(id, cancellationToken);
        return await tasks.GetAsync(id, cancellationToken);
    }

    /// <summary>Stops it for good and deletes what came of it; once more changes nothing.</summary>
    /// <exception cref="LibraryException">There is no such download, or it is complete.</exception>
    public async Task<DownloadTask> CancelAsync(string id, CancellationToken cancellationToken)
    {
        await RequireAsync(
            id,
            "cancelled",
            [.. DownloadStatus.All.Where(status => status != DownloadStatus.Completed)],
            cancellationToken
        );
        await engine.CancelAsync(id, cancellationToken);
        await UntilAsync(id, DownloadStatus.IsFinished, cancellationToken);
        // The server that ran it cleans up once it is over.
        var began = time.GetTimestamp();
        while (await tasks.HasPartsAsync(id, cancellationToken) && time.GetElapsedTime(began) < Patience)
            await Task.Delay(Step, time, cancellationToken);
        return await tasks.GetAsync(id, cancellationToken);
    }

    /// <summary>Tries one again that failed or was cancelled.</summary>
    /// <exception cref="LibraryException">There is no such download, or it is neither.</exception>
    public async Task<DownloadTask> RetryAsync(string id, CancellationToken cancellationToken)
    {
        var task = await RequireAsync(
            id,
            "retried",
            [DownloadStatus.Failed, DownloadStatus.Cancelled],
            cancellationToken
        );
        if (await tasks.FindActiveAsync(task.ModelId, cancellationToken) is { } other)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The model \"{task.ModelId}\" is being downloaded by {other.TaskId}; see to that one."
            );
        await engine.RetryAsync(id, cancellationToken);
        return await tasks.GetAsync(id, cancellationToken);
    }

    /// <summary>Forgets downloads that are over; of those that did not bring a file it deletes what came.</summary>
    /// <param name="status">Completed, failed or cancelled; null for all three.</param>
    /// <param name="cancellationToken">Gives up clearing.</param>
    /// <returns>How many.</returns>
    /// <exception cref="LibraryException">The status is none of the three.</exception>
    public async Task<int> ClearAsync(string? status, CancellationToken cancellationToken)
    {
        string[] over = [DownloadStatus.Completed, DownloadStatus.Failed, DownloadStatus.Cancelled];
        if (status is not null && !over.Contains(status))
            throw new LibraryException(
                FailureCode.Usage,
                $"Only downloads that are over can be cleared: status is {string.Join(", ", over)}, not \"{status}\"."
            );
        var cleared = await tasks.ClearAsync(status is null ? over : [status], before: null, cancellationToken);
        return cleared.Require();
    }

    private async Task<DownloadTask> RequireAsync(
        string id,
        string what,
        string[] statuses,
        CancellationToken cancellationToken
    )
    {
        var task = await tasks.GetAsync(id, cancellationToken);
        return statuses.Contains(task.Status)
            ? task
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The download {id} is {task.Status} and cannot be {what}."
            );
    }

    private async Task<DownloadTask> UntilAsync(
        string id,
        Func<string, bool> isReached,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var task = await tasks.GetAsync(id, cancellationToken);
            if (isReached(task.Status) || time.GetElapsedTime(began) > Patience)
                return task;
            await Task.Delay(Step, time, cancellationToken);
        }
    }
}
