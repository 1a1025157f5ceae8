using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>Looks through folders of pictures, as a job: what is new is read, linked to models and gets a thumbnail.</summary>
public sealed class PictureIndexJob(
    LibraryDatabase database,
    BerryLibrary library,
    PictureMatching matching,
    TimeProvider time
) : IJobKind
{
    public const string KindName = "picture_index";

    /// <summary>Told to those who listen whenever pictures came, changed or went.</summary>
    public const string Changed = "pictures.changed";

    private const double ReadingPart = 0.6;
    private const int NamesAtOnce = 1000;

    // What another process makes at this moment is named in no row yet.
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);

    public string Name => KindName;

    /// <summary>The payload, when all of the folders are there.</summary>
    /// <exception cref="LibraryException">One is not, there are none, or Civitai may not be asked.</exception>
    public async Task<string> PrepareAsync(PictureIndexOrder order, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if ((await PictureFolders.ReadAsync(context, order.FolderIds, cancellationToken)).Count == 0)
            throw new LibraryException(
                FailureCode.Conflict,
                "There is no picture folder yet; add one with POST /api/pictures/folders."
            );
        if (order.AsksCivitai)
            library.PictureFiles.Versions.RequireAllowed();
        return JsonSerializer.Serialize(order, PicturesJson.Default.PictureIndexOrder);
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var order = JsonSerializer.Deserialize(run.Payload, PicturesJson.Default.PictureIndexOrder)!;
        var result = new PictureIndexResult();
        IReadOnlyList<PictureFolderRow> folders;
        await using (var context = database.CreateContext())
            folders = await PictureFolders.ReadAsync(context, order.FolderIds, cancellationToken);
        // The run before may have ended between its writing and its settling.
        if (run.Attempt > 1)
            await matching.AnewAsync(cancellationToken);
        if (library.PictureFiles.Thumbnails.Problem is { } problem)
            await run.LogAsync(problem, "warning", cancellationToken);
        List<Failure> failed = [];
        foreach (var (at, folder) in folders.Index())
        {
            try
            {
                await OneAsync(run, folder, result, part => run.Report((at + part) / folders.Count), cancellationToken);
            }
            catch (LibraryException gone)
            {
                failed.Add(gone.Failure);
                await run.LogAsync(gone.Message, "warning", cancellationToken);
            }
        }

        await WrittenByOther.RetryAsync(() => run.WriteAsync(PictureFolders.ForgetNamesAsync, cancellationToken));
        await SweepAsync(cancellationToken);
        if (order.AsksCivitai)
            await new PictureHashes(database, library, run, result, time).AskAsync(cancellationToken);
        // One folder whose drive is away stops no other; when there was no other, the job failed.
        if (failed.Count == folders.Count && failed is [var first, ..])
            throw new LibraryException(first);
        result.ElapsedMs = (long)time.GetElapsedTime(start).TotalMilliseconds;
        return JsonSerializer.Serialize(result, PicturesJson.Default.PictureIndexResult);
    }

    private async Task OneAsync(
        JobRun run,
        PictureFolderRow folder,
        PictureIndexResult result,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var before = result with { };
        var store = new PictureStore(library, matching, run, folder, result, time);
        await new PictureFolderScan(database, library, store, run, folder, result).RunAsync(
            part => progress(part * ReadingPart),
            cancellationToken
        );
        if (library.PictureFiles.Thumbnails.Problem is null)
            await new PictureThumbnailRun(database, library, run, folder, result).RunAsync(
                part => progress(ReadingPart + (part * (1 - ReadingPart))),
                cancellationToken
            );
        var body = new JsonObject
        {
            ["folder_id"] = folder.Id,
            ["added"] = result.Added - before.Added,
            ["changed"] = result.Changed - before.Changed,
            ["removed"] = result.Removed - before.Removed,
        };
        var now = time.GetUtcNow().UtcDateTime;
        await run.WriteAsync(
            async (context, stop) =>
            {
                await context
                    .PictureFolders.Where(row => row.Id == folder.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.IndexedAt, now), stop);
                if ((result.Added, result.Changed, result.Removed) != (before.Added, before.Changed, before.Removed))
                    await EventLog.AddAsync(
                        context,
                        new EventRow
                        {
                            At = now,
                            Kind = Changed,
                            Subject = $"{folder.Id}",
                            Body = body.ToJsonString(),
                        },
                        stop
                    );
            },
            cancellationToken
        );
    }

    // Of pictures that went while nobody looked, and of runs that were killed.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var thumbnails = library.PictureFiles.Thumbnails;
        await using var context = database.CreateContext();
        foreach (var keys in thumbnails.Sweep(time.GetUtcNow().UtcDateTime - Untouched))
        foreach (var piece in keys.Chunk(NamesAtOnce))
        {
            var known = await context
                .Pictures.Where(row => piece.Contains(row.Thumbnail))
                .Select(row => row.Thumbnail!)
                .ToListAsync(cancellationToken);
            thumbnails.Remove(piece.Except(known));
        }
    }
}
