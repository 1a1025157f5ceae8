using System.Text.Json;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Tells each change of a download once, and its progress a few times per second, as the API would.</summary>
public sealed class DownloadEvents : IJobFollower
{
    /// <summary>That one that waits was given another place.</summary>
    public const string Moved = "download.moved";

    public Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken) =>
        job.Kind == DownloadKind.KindName
            ? AddAsync(context, job.Id, kind: null, job.UpdatedAt, job.Attempt, cancellationToken)
            : Task.CompletedTask;

    /// <param name="context">Of the transaction; the last thing to do in it.</param>
    /// <param name="taskId">Which.</param>
    /// <param name="kind">What happened; null for the status it has.</param>
    /// <param name="at">When.</param>
    /// <param name="attempt">Of the job.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    internal static async Task AddAsync(
        LibraryContext context,
        string taskId,
        string? kind,
        DateTime at,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var row = await context
            .DownloadTasks.AsNoTracking()
            .FirstOrDefaultAsync(task => task.TaskId == taskId, cancellationToken);
        if (row is null)
            return;
        await EventLog.AddAsync(
            context,
            new EventRow
            {
                At = at,
                Kind = kind ?? $"download.{row.Status}",
                Subject = taskId,
                Body = JsonSerializer.Serialize(
                    DownloadTasks.Describe(row, attempt, before: -1),
                    DownloadJson.Readable.DownloadTask
                ),
            },
            cancellationToken
        );
    }
}
