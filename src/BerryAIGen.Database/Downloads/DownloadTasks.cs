using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Reads downloads, and clears away those that are over.</summary>
public sealed class DownloadTasks(LibraryDatabase database)
{
    private const int Most = 1000;

    /// <exception cref="LibraryException">There is no such download.</exception>
    public async Task<DownloadTask> GetAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(rows => rows.Where(row => row.TaskId == id), cancellationToken) is [var task, ..]
            ? task
            : throw new LibraryException(FailureCode.NotFound, $"There is no download {id}.");

    /// <summary>The download of a model that is not over; null when there is none.</summary>
    public Task<DownloadTask?> FindActiveAsync(string modelId, CancellationToken cancellationToken) =>
        FindAsync(
            rows =>
                rows.Where(row =>
                    row.ModelId == modelId
                    && row.Status != DownloadStatus.Completed
                    && row.Status != DownloadStatus.Failed
                    && row.Status != DownloadStatus.Cancelled
                ),
            cancellationToken
        );

    /// <summary>The last download that brought a model; null when none did.</summary>
    public Task<DownloadTask?> FindCompletedAsync(string modelId, CancellationToken cancellationToken) =>
        FindAsync(
            rows => rows.Where(row => row.ModelId == modelId && row.Status == DownloadStatus.Completed),
            cancellationToken
        );

    /// <summary>Those of a status, the newest first; null for all.</summary>
    public Task<IReadOnlyList<DownloadTask>> ListAsync(string? status, CancellationToken cancellationToken) =>
        ReadAsync(rows => rows.Where(row => status == null || row.Status == status), cancellationToken);

    /// <summary>Forgets downloads that are over; files stay.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ClearAsync(IReadOnlyList<string> statuses, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var over = context.DownloadTasks.Where(task => statuses.Contains(task.Status));
        await context
            .JobLog.Where(line => over.Any(task => task.TaskId == line.JobId))
            .ExecuteDeleteAsync(cancellationToken);
        await context.Jobs.Where(job => over.Any(task => task.TaskId == job.Id)).ExecuteDeleteAsync(cancellationToken);
        var cleared = await over.ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cleared;
    }

    /// <summary>Where parts of downloads lie that failed; of a status that brings a file there are none.</summary>
    internal async Task<IReadOnlyList<string>> PartsOfFailedAsync(string? status, CancellationToken cancellationToken)
    {
        if (status is not (null or DownloadStatus.Failed))
            return [];
        await using var context = database.CreateContext();
        var failed = context.DownloadTasks.Where(task => task.Status == DownloadStatus.Failed);
        // The next download of the same model goes on from the same part.
        var parts = await failed
            .Where(task =>
                !context.DownloadTasks.Any(other =>
                    other.ModelId == task.ModelId
                    && other.Status != DownloadStatus.Completed
                    && other.Status != DownloadStatus.Failed
                    && other.Status != DownloadStatus.Cancelled
                )
            )
            .Select(task => task.Parts)
            .ToListAsync(cancellationToken);
        return [.. parts.SelectMany(DownloadJson.ReadPaths)];
    }

    /// <summary>A completed download of a model that came another way.</summary>
    internal static DownloadTask Present(string modelId, string path, DateTime now)
    {
        var size = File.Exists(path) ? new FileInfo(path).Length : 0;
        return new DownloadTask
        {
            TaskId = $"present-{modelId}",
            ModelId = modelId,
            Reference = path,
            Filename = Path.GetFileName(path),
            TotalSize = size,
            DownloadedSize = size,
            Progress = 1,
            Percent = 100,
            Status = DownloadStatus.Completed,
            Attempts = 0,
            CreatedAt = Seconds(now),
            UpdatedAt = Seconds(now),
            Files = [new DownloadFile(Path.GetFileName(path), size, size, DownloadStatus.Completed, path)],
        };
    }

    private async Task<DownloadTask?> FindAsync(
        Func<IQueryable<DownloadTaskRow>, IQueryable<DownloadTaskRow>> choose,
        CancellationToken cancellationToken
    ) => await ReadAsync(choose, cancellationToken) is [var task, ..] ? task : null;

    private async Task<IReadOnlyList<DownloadTask>> ReadAsync(
        Func<IQueryable<DownloadTaskRow>, IQueryable<DownloadTaskRow>> choose,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await choose(context.DownloadTasks.AsNoTracking())
            .OrderByDescending(row => row.TaskId)
            .Take(Most)
            .Select(row => new
            {
                Row = row,
                Attempts = context.Jobs.Where(job => job.Id == row.TaskId).Select(job => job.Attempt).FirstOrDefault(),
                Before = row.Status == DownloadStatus.Pending
                    ? context.DownloadTasks.Count(other =>
                        other.Status == DownloadStatus.Pending && string.Compare(other.TaskId, row.TaskId) < 0
                    )
                    : -1,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(found => Describe(found.Row, found.Attempts, found.Before))];
    }

    internal static DownloadTask Describe(DownloadTaskRow row, int attempts, int before)
    {
        var total = row.TotalSize ?? 0;
        var error = JobErrors.Read(row.Error);
        var isMoving = row.Status == DownloadStatus.Downloading;
        return new DownloadTask
        {
            TaskId = row.TaskId,
            ModelId = row.ModelId,
            Url = row.Url,
            Filename = row.FileName,
            TotalSize = total,
            DownloadedSize = row.DownloadedSize,
            Progress = row.Progress,
            Percent = Math.Round(row.Progress * 100, 1),
            Status = row.Status,
            QueuePosition = before < 0 ? null : before + 1,
            BytesPerSecond = isMoving ? row.BytesPerSecond : null,
            EstimatedTimeRemaining =
                isMoving && row is { BytesPerSecond: > 0 and var speed, TotalSize: { } size }
                    ? Math.Round(Math.Max(0, size - row.DownloadedSize) / speed, 1)
                    : null,
            StartTime = row.StartedAt is { } started ? Seconds(started) : null,
            CreatedAt = Seconds(row.CreatedAt),
            UpdatedAt = Seconds(row.UpdatedAt),
            Attempts = attempts,
            ErrorMessage = error?.Message,
            Error = error,
            Reference = row.Reference,
            Files = DownloadJson.ReadFiles(row.Files),
        };
    }

    private static double Seconds(DateTime at) => (at - DateTime.UnixEpoch).TotalSeconds;
}
