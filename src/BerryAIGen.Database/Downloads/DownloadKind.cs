using System.Text.Json;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Downloads as jobs, by the library's own way: what an earlier run fetched stays and is gone on from.</summary>
/// <param name="library">Downloads.</param>
/// <param name="database">Keeps the rows.</param>
/// <param name="places">Where they go.</param>
/// <param name="arrivals">Writes down what has come.</param>
/// <param name="limits">How long one may take.</param>
/// <param name="time">Measures it.</param>
public sealed class DownloadKind(
    BerryLibrary library,
    LibraryDatabase database,
    DownloadPlaces places,
    DownloadArrivals arrivals,
    DownloadLimits limits,
    TimeProvider time
) : IOrderedJobKind
{
    public const string KindName = "download";

    public string Name => KindName;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize(run.Payload, DownloadJson.Readable.DownloadOrder)!;
        var (task, model) = await ReadAsync(run.Id, cancellationToken);
        var meter = new DownloadMeter(DownloadJson.ReadFiles(task.Files), time);
        var (told, stage) = (DownloadStatus.Downloading, (string?)null);
        var bytes = -1L;
        run.WithBeat = async (context, stop) =>
        {
            var now = meter.Read();
            await WriteAsync(context, run, meter, now, stop);
            // A transition is told once, progress only when there is some: further bytes, or a further stage.
            if (now.Status != told || now.Stage != stage || now.Bytes != bytes)
                await DownloadEvents.AddAsync(
                    context,
                    run.Id,
                    now.Status != told ? null : EventLog.Progress,
                    time.GetUtcNow().UtcDateTime,
                    run.Attempt,
                    stop
                );
            (told, stage, bytes) = (now.Status, now.Stage, now.Bytes);
        };
        // A part that was begun since the last sign of life is known to whoever removes or goes on with it.
        run.WithStop = (context, stop) => WriteAsync(context, run, meter, meter.Read(), stop);
        var request = order.ToRequest();
        var items = await FetchAsync(
            request with
            {
                Target = places.Complete(order, model, request.Target),
            },
            meter,
            task.ModelId,
            cancellationToken
        );
        await arrivals.WriteAsync(run, items, cancellationToken);
        return JsonSerializer.Serialize(
            new DownloadResult([.. items.Select(Describe)]),
            DownloadJson.Readable.DownloadResult
        );
    }

    public async Task<string?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .DownloadTasks.InTurn()
            .Where(task => context.Jobs.Any(job => job.Id == task.TaskId && job.State == JobState.Queued))
            .Select(task => task.TaskId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public Task DiscardAsync(JobRow job, CancellationToken cancellationToken) =>
        new DownloadTasks(database).DiscardAsync(job.Id, cancellationToken);

    private async Task<(DownloadTaskRow Task, ModelRow? Model)> ReadAsync(
        string id,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var task = await context.DownloadTasks.AsNoTracking().FirstAsync(row => row.TaskId == id, cancellationToken);
        return (
            task,
            await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == task.ModelId, cancellationToken)
        );
    }

    private async Task WriteAsync(
        LibraryContext context,
        JobRun run,
        DownloadMeter meter,
        Standing now,
        CancellationToken cancellationToken
    )
    {
        run.Report(now.Progress);
        var (files, parts, at) = (
            DownloadJson.WriteFiles(now.Files),
            DownloadJson.WritePaths(meter.Parts),
            time.GetUtcNow().UtcDateTime
        );
        foreach (var note in now.Notes)
            context.JobLog.Add(
                new JobLogRow
                {
                    JobId = run.Id,
                    At = at,
                    Level = "info",
                    Message = note,
                }
            );
        await context
            .DownloadTasks.Where(task => task.TaskId == run.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(task => task.Status, now.Status)
                        .SetProperty(task => task.Stage, now.Stage)
                        .SetProperty(task => task.Progress, now.Progress)
                        .SetProperty(task => task.DownloadedSize, now.Bytes)
                        .SetProperty(task => task.TotalSize, task => now.Total ?? task.TotalSize)
                        .SetProperty(task => task.BytesPerSecond, now.BytesPerSecond)
                        .SetProperty(task => task.Files, files)
                        .SetProperty(task => task.Parts, parts)
                        .SetProperty(task => task.UpdatedAt, at),
                cancellationToken
            );
    }

    private async Task<IReadOnlyList<DownloadItem>> FetchAsync(
        DownloadRequest request,
        DownloadMeter meter,
        string modelId,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(limits.Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        // Answers also when it is stopped, while it plans as well.
        var items = await library.DownloadAsync(request, meter, stop.Token);
        if (items.FirstOrDefault(item => item.Failure is not null) is not { Failure: { } failure })
            return items;
        cancellationToken.ThrowIfCancellationRequested();
        throw new LibraryException(limit.IsCancellationRequested ? TooLong() : DownloadFailures.Of(failure, modelId));
    }

    private Failure TooLong() =>
        new(
            FailureCode.Network,
            $"The download took longer than {limits.Longest.TotalSeconds:0} seconds and was stopped; what came is kept, so retry it, or set DOWNLOAD_TIMEOUT higher.",
            IsRetryable: true
        );

    private static DownloadedFile Describe(DownloadItem item) =>
        new(
            item.Path,
            item.SizeBytes,
            item.Sha256,
            item.VerifiedBy,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(item.State.ToString())
        );
}

/// <summary>What one download may take.</summary>
/// <param name="Longest">All its time, waiting for its turn not counted.</param>
/// <param name="Kept">How long one that failed or was cancelled is remembered; null for ever.</param>
public sealed record DownloadLimits(TimeSpan Longest, TimeSpan? Kept);
