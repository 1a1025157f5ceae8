using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Keeps the row of a download, and the model's status, as true as its job.</summary>
public sealed class DownloadFollower : IJobFollower
{
    public async Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        if (job.Kind != DownloadKind.KindName)
            return;
        var status = StatusOf(job.State);
        var isDone = job.State == JobState.Completed;
        // Where it stands, or stood when it was stopped or failed.
        var hasStage = job.State is JobState.Running or JobState.Paused or JobState.Failed;
        await context
            .DownloadTasks.Where(task => task.TaskId == job.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(task => task.Status, status)
                        .SetProperty(task => task.Stage, task => hasStage ? task.Stage : null)
                        .SetProperty(task => task.Error, job.Error)
                        .SetProperty(task => task.StartedAt, job.StartedAt)
                        .SetProperty(task => task.UpdatedAt, job.UpdatedAt)
                        .SetProperty(task => task.BytesPerSecond, (double?)null)
                        .SetProperty(task => task.Progress, task => isDone ? 1 : task.Progress)
                        .SetProperty(
                            task => task.DownloadedSize,
                            task => isDone ? task.TotalSize ?? task.DownloadedSize : task.DownloadedSize
                        ),
                cancellationToken
            );
        if (job.State == JobState.Cancelled)
            await context
                .DownloadTasks.Where(task => task.TaskId == job.Id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(task => task.Progress, 0).SetProperty(task => task.DownloadedSize, 0),
                    cancellationToken
                );
        await FollowModelAsync(context, job, cancellationToken);
    }

    private static async Task FollowModelAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        var (before, after) = JobState.IsFinished(job.State)
            ? (ModelStatus.Downloading, ModelStatus.Available)
            : (ModelStatus.Available, ModelStatus.Downloading);
        await context
            .Registry.Where(model => model.Status == before && model.LocalPath == null)
            .Where(model => context.DownloadTasks.Any(task => task.TaskId == job.Id && task.ModelId == model.Id))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(model => model.Status, after).SetProperty(model => model.UpdatedAt, job.UpdatedAt),
                cancellationToken
            );
    }

    private static string StatusOf(string state) =>
        state switch
        {
            JobState.Queued => DownloadStatus.Pending,
            JobState.Running => DownloadStatus.Downloading,
            _ => state,
        };
}
