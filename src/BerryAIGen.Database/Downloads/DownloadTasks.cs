using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Reads downloads, and clears away those that are over.</summary>
public sealed partial class DownloadTasks(LibraryDatabase database)
{
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
    /// <param name="status">One of <see cref="DownloadStatus"/>; null for any.</param>
    /// <param name="offset">How many of them to leave out at the beginning.</param>
    /// <param name="limit">The most wanted; null for all.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>These, and how many there are without offset and limit.</returns>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public async Task<(IReadOnlyList<DownloadTask> Tasks, int Total)> ListAsync(
        string? status,
        int offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        var isPage = offset > 0 || limit is not null;
        var tasks = await ReadAsync(
            rows =>
            {
                rows = Of(rows, status).OrderByDescending(row => row.TaskId);
                return isPage ? rows.Skip(offset).Take(limit ?? int.MaxValue) : rows;
            },
            cancellationToken
        );
        if (!isPage)
            return (tasks, tasks.Count);
        await using var context = database.CreateContext();
        return (tasks, await Of(context.DownloadTasks, status).CountAsync(cancellationToken));
    }

    private static IQueryable<DownloadTaskRow> Of(IQueryable<DownloadTaskRow> rows, string? status) =>
        status is null ? rows : rows.Where(row => row.Status == status);

    /// <summary>Whether parts of it may still lie somewhere.</summary>
    internal async Task<bool> HasPartsAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var parts = await context
            .DownloadTasks.Where(task => task.TaskId == id)
            .Select(task => task.Parts)
            .FirstOrDefaultAsync(cancellationToken);
        return parts is not (null or DownloadJson.NoPaths);
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
    ) =>
        await ReadAsync(rows => choose(rows).OrderByDescending(row => row.TaskId).Take(1), cancellationToken)
            is [var task, ..]
            ? task
            : null;

    private async Task<IReadOnlyList<DownloadTask>> ReadAsync(
        Func<IQueryable<DownloadTaskRow>, IQueryable<DownloadTaskRow>> choose,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await choose(context.DownloadTasks.AsNoTracking())
            .Select(row => new
            {
                Row = row,
                Attempts = context.Jobs.Where(job => job.Id == row.TaskId).Select(job => job.Attempt).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var last = rows.Where(found => found.Row.Status == DownloadStatus.Pending)
            .Max(found => (long?)found.Row.Position);
        var queue = await ReadQueueAsync(context, last, cancellationToken);
        return
        [
            .. rows.Select(found => Describe(found.Row, found.Attempts, queue.GetValueOrDefault(found.Row.TaskId, -1))),
        ];
    }

    // How many wait before each of those that wait, up to the one whose turn is last.
    private static async Task<Dictionary<string, int>> ReadQueueAsync(
        LibraryContext context,
        long? last,
        CancellationToken cancellationToken
    )
    {
        if (last is null)
            return [];
        var ids = await context
            .DownloadTasks.InTurn()
            .Where(task => task.Position <= last)
            .Select(task => task.TaskId)
            .ToListAsync(cancellationToken);
        return ids.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
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
            Stage = row.Stage,
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
