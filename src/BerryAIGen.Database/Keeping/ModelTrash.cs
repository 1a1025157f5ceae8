using System.Text.Json;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Kept;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Keeping;

/// <summary>Throws models away with a way back: the file goes to the trash of its folder, the row into the model's history.</summary>
public sealed class ModelTrash(
    LibraryDatabase database,
    BerryLibrary library,
    MovableModels movable,
    RegistryIndex index,
    TimeProvider time
)
{
    internal const string Deleted = "deleted";

    private KeptFiles Trash => library.Keeping.Trash;

    /// <summary>Throws one away. What is to be had again stays in the library as available.</summary>
    /// <param name="id">The model.</param>
    /// <param name="purge">Also empty the trash of it, which frees the disk and cannot be undone.</param>
    /// <param name="force">Also when a provider has it loaded.</param>
    /// <param name="cancellationToken">Gives up before the file is moved.</param>
    /// <exception cref="LibraryException">There is no such model, it is not here, a provider holds it or has it loaded, it is being downloaded, or the disk refuses.</exception>
    public async Task<DeletedModel> DeleteAsync(string id, bool purge, bool force, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (row, path) = await movable.GetAsync(context, id, force, cancellationToken);
        if ((await ActiveDownloads.ReadAsync(context, cancellationToken)).Has(id))
            throw new LibraryException(
                FailureCode.Conflict,
                $"\"{id}\" is being downloaded; cancel the download first."
            );
        var kept = row.StatusDetail == StatusDetails.Missing ? null : await PutAsync(path, cancellationToken);
        // From here on the file is gone: the row must follow, whoever gives up waiting.
        context.Note(row, Deleted, Now, Remember(row, kept));
        Forget(context, row);
        await context.SaveChangesAsync(CancellationToken.None);
        if (!purge || kept is null)
            return new DeletedModel(id, kept, FreedBytes: 0);
        Require(await Trash.EmptyAsync([kept.Id], kept.Root, TimeSpan.Zero, apply: true, CancellationToken.None));
        return new DeletedModel(id, null, kept.SizeBytes);
    }

    /// <summary>Everything that can come back, the oldest first.</summary>
    public IReadOnlyList<KeptItem> List() => Trash.List(root: null);

    /// <summary>Puts models back where they were, with all that a person wrote; each for itself.</summary>
    /// <param name="items">Items of the trash, or the paths that the models had.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public async Task<IReadOnlyList<KeptOutcome>> RestoreAsync(
        IReadOnlyList<string> items,
        CancellationToken cancellationToken
    )
    {
        List<KeptOutcome> outcomes = [];
        foreach (var name in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = (await Trash.RestoreAsync([name], root: null, cancellationToken)).Single();
            // The file is back: its row follows, whoever gives up waiting.
            if (outcome is { Failure: null, Item: { } item })
                await ReturnAsync(item, CancellationToken.None);
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <summary>Deletes for good what was thrown away longer ago; only says so unless told to do it.</summary>
    public Task<IReadOnlyList<KeptOutcome>> EmptyAsync(
        IReadOnlyList<string> items,
        TimeSpan olderThan,
        bool apply,
        CancellationToken cancellationToken
    ) => Trash.EmptyAsync(items, root: null, olderThan, apply, cancellationToken);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<KeptItem> PutAsync(string path, CancellationToken cancellationToken) =>
        Require(await Trash.PutAsync([path], reason: null, cancellationToken));

    private static KeptItem Require(IReadOnlyList<KeptOutcome> outcomes) =>
        outcomes is [{ Failure: null, Item: { } item }]
            ? item
            : throw new LibraryException(
                outcomes.Single().Failure ?? new Failure(FailureCode.Failed, "The trash did not take it.")
            );

    private static string Remember(ModelRow row, KeptItem? item) =>
        JsonSerializer.Serialize(new ThrownAway(item?.Id ?? "", row), KeepingJson.Default.ThrownAway);

    private static void Forget(LibraryContext context, ModelRow row)
    {
        if (row.DownloadUrl is null)
        {
            context.Registry.Remove(row);
            return;
        }

        row.Status = ModelStatus.Available;
        (row.StatusDetail, row.LocalPath, row.Root, row.DiskUsage) = (null, null, null, null);
        (row.ModifiedAt, row.Inode, row.DownloadDate, row.DescribedBy) = (null, null, null, null);
        row.PreviewFile = null;
    }

    private async Task ReturnAsync(KeptItem item, CancellationToken cancellationToken)
    {
        var origin = "restored";
        await using (var context = database.CreateContext())
        {
            // The history was written just after the file was taken away.
            var since = item.At.UtcDateTime.AddSeconds(-1);
            var told = context
                .ModelEvents.AsNoTracking()
                .Where(one => one.Event == Deleted && one.At >= since)
                .OrderBy(one => one.Id)
                .AsAsyncEnumerable();
            var before = await told.Select(one =>
                    JsonSerializer.Deserialize(one.Details, KeepingJson.Default.ThrownAway)
                )
                .FirstOrDefaultAsync(one => one?.Item == item.Id, cancellationToken);
            if (before is not null)
            {
                await WrittenByOther.RetryAsync(() => PutBackAsync(before.Row, cancellationToken));
                origin = RegistryIndex.Told;
            }
        }

        await index.RecordAsync([item.Path], origin, cancellationToken);
    }

    private async Task<ModelRow> PutBackAsync(ModelRow before, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Whoever watches the folder may have found the file first; what he made of it is this very model.
        var found = await context.Registry.FirstOrDefaultAsync(
            row => row.LocalPath == before.LocalPath && row.Id != before.Id,
            cancellationToken
        );
        if (found is not null)
        {
            before.TakeWordsOf(found);
            context.Registry.Remove(found);
            await context.SaveChangesAsync(cancellationToken);
        }

        if (await context.Registry.FirstOrDefaultAsync(row => row.Id == before.Id, cancellationToken) is not { } row)
            context.Registry.Add(row = before);
        else
        {
            (row.Status, row.LocalPath, row.Root) = (before.Status, before.LocalPath, before.Root);
            (row.DiskUsage, row.ModifiedAt, row.Inode) = (before.DiskUsage, before.ModifiedAt, before.Inode);
            (row.DescribedBy, row.PreviewFile) = (before.DescribedBy, before.PreviewFile);
            row.OwnPreview ??= before.OwnPreview;
        }

        row.UpdatedAt = Now;
        context.Note(row, "restored", Now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }
}

/// <summary>A model that was thrown away.</summary>
/// <param name="Id">The model.</param>
/// <param name="Item">What waits in the trash; null when nothing does.</param>
/// <param name="FreedBytes">What the disk has more of by it.</param>
public sealed record DeletedModel(string Id, KeptItem? Item, long FreedBytes);
