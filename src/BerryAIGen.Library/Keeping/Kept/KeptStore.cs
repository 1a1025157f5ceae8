using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>
/// The items in one folder, which lies on the file system of its models, so that taking away and restoring are renames.
/// Every change goes through the item's list on the disk; what a crash left half done is finished or taken back first.
/// </summary>
internal sealed class KeptStore(string root, string folder)
{
    private const string FilesFolder = "files";

    private readonly KeptManifests _manifests = new(folder);

    public IReadOnlyList<KeptItem> List() =>
        [.. _manifests.All().Select(ToItem).OrderBy(item => item.Id, StringComparer.Ordinal)];

    public KeptItem? Find(string id) => _manifests.Find(id) is { } manifest ? ToItem(manifest) : null;

    /// <summary>Takes the names of one model away.</summary>
    /// <exception cref="IOException">Nothing was taken away: the disk failed.</exception>
    public (KeptItem Item, string? Note) Put(
        string id,
        string path,
        IReadOnlyList<string> names,
        string? reason,
        DateTimeOffset now
    )
    {
        var source = Path.GetDirectoryName(path)!;
        var manifest = new KeptManifest
        {
            Id = id,
            Path = RecordPaths.Relative(root, path),
            At = now,
            Reason = reason,
            State = KeptState.Moving,
            Names = names,
            Files = KeptEntry.Of(source, names),
        };
        Directory.CreateDirectory(FilesOf(id));
        _manifests.Write(manifest);
        try
        {
            KeptMoves.Move(source, FilesOf(id), names[0]);
        }
        catch
        {
            Forget(manifest);
            throw;
        }

        return Finish(manifest);
    }

    /// <summary>Finishes or takes back what a crash left half done.</summary>
    /// <returns>The items that were finished.</returns>
    public IReadOnlyList<KeptItem> Settle()
    {
        List<KeptItem> finished = [];
        foreach (var manifest in _manifests.All().Where(manifest => manifest.State != KeptState.Kept).ToArray())
        {
            if (!PresentFiles.IsTaken(Path.Combine(FilesOf(manifest.Id), manifest.Names[0])))
            {
                // The model is in its place: taken away by nobody yet, or restored already.
                _ = manifest.State == KeptState.Moving ? Forget(manifest) : Bring(manifest);
                continue;
            }

            if (manifest.State == KeptState.Moving)
                finished.Add(Finish(manifest).Item);
            else
                _manifests.Write(manifest with { State = KeptState.Kept });
        }

        return finished;
    }

    /// <summary>Puts an item back where it was; what has its place meanwhile stays, and the item's file as well.</summary>
    /// <exception cref="LibraryException">The model's place is taken.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public string? Restore(string id)
    {
        var manifest = _manifests.Find(id)!;
        var target = Path.GetDirectoryName(PathOf(manifest))!;
        Directory.CreateDirectory(target);
        _manifests.Write(manifest with { State = KeptState.Restoring });
        if (!NoReplaceMove.TryMove(Path.Combine(FilesOf(id), manifest.Names[0]), PathOf(manifest)))
        {
            _manifests.Write(manifest);
            throw new LibraryException(
                FailureCode.Conflict,
                $"{PathOf(manifest)} is there again and stays; move it away, then restore {id}."
            );
        }

        return Bring(manifest);
    }

    /// <summary>Deletes the files that the item's list names, and the folders that are empty then.</summary>
    /// <returns>A sentence when something else lies in the item and stays.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    public string? Empty(string id)
    {
        var manifest = _manifests.Find(id)!;
        foreach (var file in manifest.Files)
            File.Delete(RecordPaths.Combine(FilesOf(id), file.Name));
        return Forget(manifest);
    }

    private (KeptItem Item, string? Note) Finish(KeptManifest manifest)
    {
        var (source, target) = (Path.GetDirectoryName(PathOf(manifest))!, FilesOf(manifest.Id));
        var stayed = manifest.Names.Skip(1).Where(name => !KeptMoves.TryMove(source, target, name)).ToArray();
        var kept = manifest with
        {
            State = KeptState.Kept,
            Names = [.. manifest.Names.Except(stayed)],
            Files = [.. manifest.Files.Where(file => !stayed.Contains(file.Name))],
        };
        _manifests.Write(kept);
        DurableFiles.FlushFolder(source);
        return (ToItem(kept), stayed.Length == 0 ? null : $"{string.Join(", ", stayed)} could not be moved and stays");
    }

    private string? Bring(KeptManifest manifest)
    {
        var (source, target) = (FilesOf(manifest.Id), Path.GetDirectoryName(PathOf(manifest))!);
        var stayed = manifest.Names.Skip(1).Where(name => !KeptMoves.TryMove(source, target, name)).ToArray();
        DurableFiles.FlushFolder(target);
        if (stayed.Length == 0)
            return Forget(manifest);
        _manifests.Write(
            manifest with
            {
                State = KeptState.Kept,
                Names = stayed,
                Path = $"{manifest.Path[..(manifest.Path.LastIndexOf('/') + 1)]}{stayed[0]}",
                Files = [.. manifest.Files.Where(file => stayed.Contains(file.Name))],
            }
        );
        return $"{string.Join(", ", stayed)} is there again; the older one stays in {manifest.Id}";
    }

    private string? Forget(KeptManifest manifest) =>
        KeptMoves.RemoveItem(Path.Combine(folder, manifest.Id), FilesOf(manifest.Id), manifest.Files);

    private string FilesOf(string id) => Path.Combine(folder, id, FilesFolder);

    private string PathOf(KeptManifest manifest) => RecordPaths.Combine(root, manifest.Path);

    private KeptItem ToItem(KeptManifest manifest) =>
        new()
        {
            Id = manifest.Id,
            Root = root,
            Path = PathOf(manifest),
            At = manifest.At,
            Reason = manifest.Reason,
            SizeBytes = manifest.Files.Sum(file => file.Size),
            Files = [.. manifest.Files.Select(file => file.Name)],
        };
}
