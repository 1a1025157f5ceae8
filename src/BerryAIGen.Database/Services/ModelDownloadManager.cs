using System.Runtime.CompilerServices;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Services;

/// <summary>Downloads of addresses, as the description of the model library names them.</summary>
public sealed class ModelDownloadManager(
    DownloadOrders orders,
    DownloadControl control,
    DownloadTasks tasks,
    TimeProvider time
)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Begins to download what an address, or any other reference, names.</summary>
    /// <param name="url">The reference.</param>
    /// <param name="filename">The file's name; null for the source's.</param>
    /// <param name="cancellationToken">Gives up planning; a download that was begun goes on.</param>
    /// <exception cref="LibraryException">The reference is none, or something stands in the way.</exception>
    public Task<DownloadTask> DownloadModelAsync(
        string url,
        string? filename = null,
        CancellationToken cancellationToken = default
    ) =>
        orders.StartAsync(
            new DownloadOrder { Reference = url, FileName = filename },
            acceptsPresent: true,
            cancellationToken
        );

    /// <summary>Tells how far a download is, each time that it went on, until it is over.</summary>
    /// <exception cref="LibraryException">There is no such download.</exception>
    public async IAsyncEnumerable<DownloadTask> FollowAsync(
        string taskId,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        DownloadTask? told = null;
        while (true)
        {
            var task = await tasks.GetAsync(taskId, cancellationToken);
            if (told?.UpdatedAt != task.UpdatedAt)
                yield return told = task;
            if (DownloadStatus.IsFinished(task.Status))
                yield break;
            await Task.Delay(Step, time, cancellationToken);
        }
    }

    /// <summary>Stops for good and deletes what there is of it.</summary>
    /// <exception cref="LibraryException">There is no such download, or it is over.</exception>
    public Task<DownloadTask> CancelDownloadAsync(string taskId, CancellationToken cancellationToken = default) =>
        control.CancelAsync(taskId, cancellationToken);

    /// <summary>Stops and keeps what there is of it.</summary>
    /// <exception cref="LibraryException">There is no such download, or it does not run.</exception>
    public Task<DownloadTask> PauseDownloadAsync(string taskId, CancellationToken cancellationToken = default) =>
        control.PauseAsync(taskId, cancellationToken);

    /// <summary>Goes on where it was paused.</summary>
    /// <exception cref="LibraryException">There is no such download, or it is not paused.</exception>
    public Task<DownloadTask> ResumeDownloadAsync(string taskId, CancellationToken cancellationToken = default) =>
        control.ResumeAsync(taskId, cancellationToken);
}
