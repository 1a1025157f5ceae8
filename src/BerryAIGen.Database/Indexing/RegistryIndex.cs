using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Catalog.Describing;
using BerryAIGen.Library.Compatibility.Machines;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// Brings the registry up to what lies in folders: who came, changed, moved, went and came back. A file that did not change
/// costs one look at it; nothing is written into the folders, and no row is ever deleted.
/// </summary>
public sealed class RegistryIndex(
    BerryLibrary library,
    LibraryDatabase database,
    ModelRegistry registry,
    RegistryFacts facts,
    MachineProfile machine,
    TimeProvider time
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What the last run of this process found; null before the first one ended.</summary>
    public RegistryIndexReport? LastReport { get; private set; }

    /// <summary>Whether one runs now.</summary>
    public bool IsRunning => _turn.CurrentCount == 0;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Looks through folders, one run at a time.</summary>
    /// <param name="folders">The folders; one inside another is looked through with it.</param>
    /// <param name="progress">Told how many headers were read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops; what was written so far is right and stays.</param>
    public Task<RegistryIndexReport> RunAsync(
        IReadOnlyList<string> folders,
        IProgress<RegistryIndexProgress>? progress,
        CancellationToken cancellationToken
    ) => InTurnAsync(() => RunOnceAsync(database, folders, progress, cancellationToken), cancellationToken);

    /// <summary>The same for a job: nothing is written any more once the run is not the job's.</summary>
    public Task<RegistryIndexReport> RunAsync(
        JobRun run,
        IReadOnlyList<string> folders,
        IProgress<RegistryIndexProgress>? progress,
        CancellationToken cancellationToken
    ) => InTurnAsync(() => RunOnceAsync(run.Fence(database), folders, progress, cancellationToken), cancellationToken);

    /// <summary>The history of the models says already how they came.</summary>
    public const string Told = "";

    /// <summary>Writes down single models, such as those just downloaded; the rows come in the order of the paths.</summary>
    /// <param name="paths">Files, parts of models, or folders that are models; what is not there is left out.</param>
    /// <param name="origin">
    /// Where they came from: <c>download</c>, <c>import</c> …; <see cref="Told"/> for those that are in the library.
    /// </param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    public Task<IReadOnlyList<ModelRow>> RecordAsync(
        IReadOnlyList<string> paths,
        string origin,
        CancellationToken cancellationToken
    ) => InTurnAsync(() => RecordOnceAsync(database, paths, origin, cancellationToken), cancellationToken);

    /// <summary>The same for a job: nothing is written any more once the run is not the job's.</summary>
    public Task<IReadOnlyList<ModelRow>> RecordAsync(
        JobRun run,
        IReadOnlyList<string> paths,
        string origin,
        CancellationToken cancellationToken
    ) => InTurnAsync(() => RecordOnceAsync(run.Fence(database), paths, origin, cancellationToken), cancellationToken);

    public void Dispose() => _turn.Dispose();

    // Another server on the same database may write the same models; whoever is second looks again.
    private async Task<T> InTurnAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await WrittenByOther.RetryAsync(run);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<RegistryIndexReport> RunOnceAsync(
        LibraryDatabase database,
        IReadOnlyList<string> folders,
        IProgress<RegistryIndexProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var (start, startedAt) = (time.GetTimestamp(), Now);
        var looking = Task.Run(() => ModelCatalog.Look(folders, cancellationToken), cancellationToken);
        List<KnownModel> known;
        IReadOnlySet<string> coming;
        IReadOnlyDictionary<string, string> mounts;
        await using (var context = database.CreateContext())
        {
            known = await KnownModel.ReadAsync(context.Registry, cancellationToken);
            coming = await ComingModels.ReadAsync(context, known, cancellationToken);
            mounts = await KnownMounts.ReadAsync(context, database.Machine, cancellationToken);
        }

        var look = await looking;
        var tops = folders.Select(ModelCatalog.FullPath).ToArray();
        var reach = new Reachability(look, mounts);
        var names = new FolderNames();
        var describedBy = new DescribedBy(library.Sidecars.Forms, names);
        var previews = library.Previews;
        var plan = IndexPlan.Make(
            look.Without(coming),
            [.. known.Where(row => IsBelow(row.Path, tops) && !coming.Contains(row.Path))],
            reach,
            describedBy,
            row => previews.FindName(row.Path, row.PreviewFile, names)
        );
        var describer = library.Catalog.Describer(names);
        var (writer, hashed) = await Batches(database, describer, describedBy, names)
            .RunAsync([.. IndexWork.Of(plan)], plan.Missing, "index", progress, cancellationToken);
        var missing = plan.Missing.Where(row => !writer.Found.Contains(row.Id)).ToArray();
        await WritePresenceAsync(database, plan, missing, describer, cancellationToken);
        await using (var context = database.CreateContext())
            await KnownMounts.WriteAsync(context, database.Machine, mounts, reach.Mounts, Now, cancellationToken);
        await TidyAsync(database, cancellationToken);
        return LastReport = new RegistryIndexReport
        {
            Folders = tops,
            Seen = look.Models.Count,
            Added = plan.New.Count - writer.Found.Count,
            Changed = plan.Changed.Count,
            Unchanged = plan.Unchanged,
            Moved = plan.Moved.Count + writer.Found.Count,
            Returned = plan.Stale.Count(row => row.Row.IsAbsent || row.Row.IsPutAway),
            Missing = missing.Length,
            Unreachable = plan.Unreachable.Count,
            Hashed = hashed,
            Skipped = look.Skipped,
            Warnings = writer.Warnings,
            StartedAt = startedAt,
            Elapsed = time.GetElapsedTime(start),
        };
    }

    // What was found is written down; a database that is busy now is tidied after the next run.
    private static async Task TidyAsync(LibraryDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await database.Search.TidyAsync(connection, cancellationToken);
        }
        catch (Exception busy) when (LibraryDatabase.IsTrouble(busy)) { }
    }

    private async Task<IReadOnlyList<ModelRow>> RecordOnceAsync(
        LibraryDatabase database,
        IReadOnlyList<string> paths,
        string origin,
        CancellationToken cancellationToken
    )
    {
        var folders = library.Catalog.Folders([]);
        var found = paths
            .Select(path => ModelCatalog.Find(path, folders))
            .OfType<FoundModel>()
            .DistinctBy(model => model.Path)
            .ToArray();
        var wanted = found.Select(model => model.Path).ToArray();
        await using var context = database.CreateContext();
        var known = await KnownModel.ReadAsync(
            context.Registry.Where(row => wanted.Contains(row.LocalPath) || row.StatusDetail == StatusDetails.Missing),
            cancellationToken
        );
        var rows = known.ToDictionary(row => row.Path, StringComparer.Ordinal);
        var works = found
            .Select(model =>
                rows.TryGetValue(model.Path, out var row)
                    ? new IndexWork(
                        model,
                        row,
                        row.KindOf(row.HasStampOf(model) ? RowKind.Same : RowKind.Changed),
                        EventOf(row, model, origin)
                    )
                    : new IndexWork(model, null, RowKind.New, origin)
            )
            .ToArray();
        var missing = known.Where(row => !wanted.Contains(row.Path) && !File.Exists(row.Path));
        var names = new FolderNames();
        var describedBy = new DescribedBy(library.Sidecars.Forms, names);
        var (writer, _) = await Batches(database, library.Catalog.Describer(names), describedBy, names)
            .RunAsync(works, missing, origin, progress: null, cancellationToken);
        var written = await context
            .Registry.AsNoTracking()
            .Where(row => writer.Written.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        return [.. writer.Written.Select(id => written[id])];
    }

    // What waited for its file, or was put aside, is here by what brought it.
    private static string EventOf(KnownModel row, FoundModel model, string origin) =>
        row.DescribedBy is null || row.IsPutAway ? origin
        : row.HasStampOf(model) ? ""
        : "changed";

    private async Task WritePresenceAsync(
        LibraryDatabase database,
        IndexPlan plan,
        KnownModel[] missing,
        ModelDescriber describer,
        CancellationToken cancellationToken
    )
    {
        var presence = new PresenceWriter(database, Now);
        await presence.MarkMissingAsync(missing, cancellationToken);
        await presence.MarkUnreachableAsync(plan.Unreachable, cancellationToken);
        await presence.UpdateAsync(
            plan.Renumbered,
            item => item.Row,
            (row, item) => RowDescription.Place(row, item.Model),
            cancellationToken
        );
        await presence.UpdateAsync(
            plan.Pictured,
            item => item.Row,
            (row, item) => row.PreviewFile = item.Preview,
            cancellationToken
        );
        var hashed = plan
            .Unhashed.Select(item => (item.Row, Hash: describer.FindHashes(item.Model)?.Sha256))
            .Where(item => item.Hash is not null)
            .ToArray();
        await presence.UpdateAsync(
            hashed,
            item => item.Row,
            (row, item) =>
                (row.Sha256, row.AutoV2, row.Checksum) = (item.Hash, item.Hash![..10], $"sha256:{item.Hash}"),
            cancellationToken
        );
    }

    private static bool IsBelow(string path, IReadOnlyList<string> folders) =>
        folders.Any(folder =>
            path.StartsWith(
                Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar,
                StringComparison.Ordinal
            )
        );

    private IndexBatches Batches(
        LibraryDatabase database,
        ModelDescriber describer,
        DescribedBy describedBy,
        FolderNames names
    )
    {
        var previews = library.Previews;
        return new(
            database,
            new RowDescription(registry, facts, machine),
            describer,
            describedBy,
            path => previews.FindName(path, names),
            Now
        );
    }
}
