using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Keeping.Cleaning;

/// <summary>Finds leftovers and, when told so, removes those that nobody can want any more.</summary>
internal sealed class CleanRun(
    KeptFiles trash,
    ReadOnlyRoots readOnly,
    TimeProvider time,
    TimeSpan olderThan,
    bool apply
)
{
    public async Task<CleanReport> RunAsync(IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        List<CleanItem> items = [];
        foreach (var folder in folders.SelectMany(Folders).Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = new DirectoryInfo(folder)
                .EnumerateFiles("*", FolderEntries.Readable)
                .Where(file => file.LinkTarget is null)
                .Select(file => file.FullName)
                .ToArray();
            foreach (var (path, kind) in Leftovers.In(folder, files).ToArray())
                items.Add(await HandleAsync(path, kind, cancellationToken).ConfigureAwait(false));
        }

        return new CleanReport([.. items.OrderBy(item => item.Path, StringComparer.Ordinal)], apply);
    }

    // Linked folders are other folders' business; of the record only what repairs left is looked at.
    private static IEnumerable<string> Folders(string top)
    {
        Stack<DirectoryInfo> open = new([new DirectoryInfo(top)]);
        while (open.TryPop(out var next))
        {
            yield return next.FullName;
            var isRecord = next.Name == RecordRoot.FolderName;
            foreach (var child in next.EnumerateDirectories("*", FolderEntries.Readable))
                if (child.LinkTarget is null && (!isRecord || child.Name == "repair"))
                    open.Push(child);
        }
    }

    private async Task<CleanItem> HandleAsync(string path, LeftoverKind kind, CancellationToken cancellationToken)
    {
        var files = Leftovers.With(path, kind).Select(name => new FileInfo(name)).Where(file => file.Exists).ToArray();
        var item = new CleanItem(path, kind, CleanAction.Reported)
        {
            SizeBytes = files.Sum(file => file.Length),
            Age = time.GetUtcNow() - files.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max(),
        };
        if (kind is LeftoverKind.OrphanedRecord or LeftoverKind.OrphanedPreview)
            return item with { Why = "its model is not here; only told" };
        if (item.Age < olderThan)
            return item with { Action = CleanAction.Kept, Why = "not old enough" };
        if (readOnly.FindRefusal(path) is { } refusal)
            return apply ? Fail(item, refusal) : item with { Action = CleanAction.Kept, Why = refusal.Message };
        if (!apply)
            return IsOwned(path)
                ? item with
                {
                    Action = CleanAction.Kept,
                    Why = "a download works on it",
                }
                : item with
                {
                    Action = kind == LeftoverKind.SetAside ? CleanAction.WouldTrash : CleanAction.WouldDelete,
                };
        try
        {
            return kind == LeftoverKind.SetAside
                ? await TrashAsync(item, cancellationToken).ConfigureAwait(false)
                : Delete(item, files);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return Fail(item, DiskFailures.From(ex, path));
        }
    }

    private async Task<CleanItem> TrashAsync(CleanItem item, CancellationToken cancellationToken)
    {
        var put = await trash
            .PutAloneAsync(item.Path, "set aside by a refresh", cancellationToken)
            .ConfigureAwait(false);
        return put.Failure is { } failure
            ? Fail(item, failure)
            : item with
            {
                Action = CleanAction.Trashed,
                Why = $"as {put.Item!.Id}",
            };
    }

    private static CleanItem Fail(CleanItem item, Failure failure) =>
        item with
        {
            Action = CleanAction.Failed,
            Why = failure.Message,
            Failure = failure,
        };

    // Nobody can begin to work on it while the claim is held.
    private static CleanItem Delete(CleanItem item, IReadOnlyList<FileInfo> files)
    {
        using var claim = PartClaim.TryTake(PartNames.OwnerOf(item.Path));
        if (claim is null)
            return item with { Action = CleanAction.Kept, Why = "a download works on it" };
        foreach (var file in files)
            file.Delete();
        return item with { Action = CleanAction.Deleted };
    }

    // A lock is a file beside the part; a dry run makes none where there is none.
    private static bool IsOwned(string path)
    {
        path = PartNames.OwnerOf(path);
        if (!File.Exists(path + ".lock"))
            return false;
        using var claim = PartClaim.TryTake(path);
        return claim is null;
    }
}
