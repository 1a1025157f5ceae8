using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Writes down what a download brought: the model that was to be had is here, under its own id.</summary>
public sealed class DownloadArrivals(RegistryIndex index, BerryLibrary library, TimeProvider time)
{
    // What comes with a model and is none.
    private static readonly string[] Beside = [".json", ".jsonl", ".txt", ".md", ".yaml", ".yml", ""];

    public async Task WriteAsync(JobRun run, IReadOnlyList<DownloadItem> items, CancellationToken cancellationToken)
    {
        DownloadItem[] here = [.. items.Where(item => item.Path is not null)];
        if (here.Length == 0)
            return;
        // First the file is that of the model that was ordered; then what it is can be written down with it.
        await run.WriteAsync((context, stop) => TakePlaceAsync(context, run.Id, here, stop), cancellationToken);
        var rows = await RecordAsync(run, here, cancellationToken);
        run.WithEnd = (context, stop) => PlaceAsync(context, run.Id, here, rows, stop);
    }

    // Several files are a folder that is a model, or parts of one, or models of their own.
    private async Task<IReadOnlyList<ModelRow>> RecordAsync(
        JobRun run,
        DownloadItem[] items,
        CancellationToken cancellationToken
    )
    {
        if (
            items.Length > 1
            && await index.RecordAsync(run, [PlaceOf(items)], DownloadKind.KindName, cancellationToken)
                is { Count: > 0 } folders
        )
            return folders;
        // A file that came alone is what was asked for, whatever it is called.
        string[] paths = [.. items.Select(item => item.Path!).Where(path => items.Length == 1 || !IsBeside(path))];
        return paths.Length == 0 ? [] : await index.RecordAsync(run, paths, DownloadKind.KindName, cancellationToken);
    }

    private static bool IsBeside(string path) =>
        Beside.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private async Task TakePlaceAsync(
        LibraryContext context,
        string taskId,
        DownloadItem[] items,
        CancellationToken cancellationToken
    )
    {
        var task = await context.DownloadTasks.FirstAsync(row => row.TaskId == taskId, cancellationToken);
        var model = await context.Registry.FirstOrDefaultAsync(row => row.Id == task.ModelId, cancellationToken);
        if (model is null || !(model.LocalPath is null || model.StatusDetail == StatusDetails.Missing))
            return;
        if (ModelCatalog.Find(PlaceOf(items), library.Catalog.Folders([])) is not { Path: var path })
            return; // Several models in one download: the index gives each a row.
        if (model.LocalPath is not null && model.LocalPath != path)
            return; // It is found by its bytes, and moved.
        if (
            await context.Registry.FirstOrDefaultAsync(
                row => row.LocalPath == path && row.Id != model.Id,
                cancellationToken
            ) is
            { } other
        )
        {
            // It was in the library all along, under an id of its own; or the watcher of the folders was quicker.
            if (other.CreatedAt < task.CreatedAt || other.Origin != "index")
                return;
            await TakeOverAsync(context, model, other, cancellationToken);
        }

        (model.LocalPath, model.Status, model.StatusDetail) = (path, ModelStatus.Local, null);
        // It is written down as one that came now, whatever was known of an earlier file.
        model.DescribedBy = null;
        await context.SaveChangesAsync(cancellationToken);
    }

    // What the row was made by is no part of the model's history: it came by the download. What people did with it is.
    private static async Task TakeOverAsync(
        LibraryContext context,
        ModelRow model,
        ModelRow other,
        CancellationToken cancellationToken
    )
    {
        model.TakeWordsOf(other);
        context.Registry.Remove(other);
        var events = context.ModelEvents.Where(one => one.ModelId == other.Id);
        await events.Where(one => one.Event == "indexed").ExecuteDeleteAsync(cancellationToken);
        await events.ExecuteUpdateAsync(set => set.SetProperty(one => one.ModelId, model.Id), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task PlaceAsync(
        LibraryContext context,
        string taskId,
        DownloadItem[] items,
        IReadOnlyList<ModelRow> rows,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var task = await context.DownloadTasks.FirstAsync(row => row.TaskId == taskId, cancellationToken);
        task.Files = DownloadJson.WriteFiles([.. items.Select(FileOf)]);
        task.TotalSize = items.Sum(item => item.SizeBytes ?? 0);
        var model = await context.Registry.FirstOrDefaultAsync(row => row.Id == task.ModelId, cancellationToken);
        if (model is null)
            return;
        if (model.LocalPath is null && rows is [var known, ..])
        {
            // The same file was in the library under another id all along.
            if (model.Origin == DownloadKind.KindName)
                context.Registry.Remove(model);
            await context
                .DownloadTasks.Where(row => row.TaskId == taskId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ModelId, known.Id), cancellationToken);
            return;
        }

        if (model.LocalPath is null)
        {
            model.LocalPath = PlaceOf(items);
            model.Status = ModelStatus.Local;
            model.StatusDetail = null;
            model.Size = model.DiskUsage = task.TotalSize;
        }

        model.DownloadDate = model.UpdatedAt = now;
        if (items is [{ Sha256: { } hash }])
            (model.Sha256, model.Checksum) = (hash, $"sha256:{hash}");
    }

    // One file, or the folder that all of them are below.
    private static string PlaceOf(DownloadItem[] items)
    {
        if (items is [var only])
            return only.Path!;
        var folder = Path.GetDirectoryName(items[0].Path)!;
        while (!Array.TrueForAll(items, item => IsBelow(item.Path!, folder)))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || Path.GetPathRoot(path) == folder;

    private static DownloadFile FileOf(DownloadItem item) =>
        new(
            item.File ?? Path.GetFileName(item.Path)!,
            item.SizeBytes,
            item.SizeBytes ?? 0,
            DownloadStatus.Completed,
            item.Path
        );
}
