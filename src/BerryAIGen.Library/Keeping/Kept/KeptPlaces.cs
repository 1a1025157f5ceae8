using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>Where items of one kind lie: in the record of their root, or of a folder that lies on another file system.</summary>
internal sealed class KeptPlaces(KeptKind kind, RootFinder roots, TimeProvider time)
{
    /// <summary>Every place of items of the roots.</summary>
    public IEnumerable<KeptPlace> All(string? root) =>
        roots
            .All(root)
            .SelectMany(one =>
                RootRecord
                    .Read(one)
                    .Places.Keys.Select(one.FullPath)
                    .Prepend(one.Path)
                    .Select(folder => PlaceIn(one, folder))
            );

    // A rename stays on its file system: the highest folder of the model's own one, up to the root.
    public KeptPlace For(RecordRoot root, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var device = FileStat.Find(folder)?.Device;
        while (
            folder != root.Path
            && Path.GetDirectoryName(folder) is { } above
            && (FileStat.Find(root.Path)?.Device == device || FileStat.Find(above)?.Device == device)
        )
            folder = above;
        return PlaceIn(root, folder);
    }

    /// <summary>The item of this id, or the latest one of this path.</summary>
    public (KeptPlace Place, KeptItem Item)? Find(string name, string? root)
    {
        var path = roots.FullPath(name);
        (KeptPlace, KeptItem)? found = null;
        foreach (var place in All(root))
        foreach (var item in place.Store.List())
        {
            if (item.Id == name)
                return (place, item);
            if (item.Path == path)
                found = (place, item);
        }

        return found;
    }

    private KeptPlace PlaceIn(RecordRoot root, string folder)
    {
        var store = Path.Combine(folder, RecordRoot.FolderName, kind.Word);
        return new KeptPlace(folder, store, new KeptStore(root.Path, store));
    }

    // One at a time for each folder of items; whoever has the turn finishes first what a crash left half done.
    public async Task<IDisposable> TurnAsync(RecordRoot root, KeptPlace place, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(place.StoreFolder);
        var turn = await Turn.TakeAsync(place.StoreFolder, time, cancellationToken).ConfigureAwait(false);
        foreach (var item in place.Store.Settle())
            await AddFactAsync(root, kind.TakenFact, item).ConfigureAwait(false);
        if (place.Folder != root.Path)
            await NotePlaceAsync(root, place.Folder).ConfigureAwait(false);
        return turn;
    }

    private static async Task NotePlaceAsync(RecordRoot root, string folder)
    {
        var (path, mount) = (root.Relative(folder), FileSystems.MountOf(folder));
        if (RootRecord.Read(root).Places.GetValueOrDefault(path) != mount)
            await root
                .Journal.AppendAsync(
                    [JournalFact.Of(FactWords.Place, path) with { Mount = mount }],
                    CancellationToken.None
                )
                .ConfigureAwait(false);
    }

    // The files are where they are: writing it down is not stopped any more.
    public static Task<string?> AddFactAsync(RecordRoot root, string word, KeptItem item) =>
        root.Journal.AppendAsync(
            [
                JournalFact.Of(word, root.Relative(item.Path), FileStat.Find(item.Path)?.Stamp) with
                {
                    Item = item.Id,
                    Reason = item.Reason,
                },
            ],
            CancellationToken.None
        );
}

/// <param name="Folder">The folder of models.</param>
/// <param name="StoreFolder">The folder of items in its record.</param>
/// <param name="Store">The items.</param>
internal sealed record KeptPlace(string Folder, string StoreFolder, KeptStore Store);

/// <summary>The uses of the one mechanism.</summary>
/// <param name="Word">The folder's and the command's name.</param>
/// <param name="TakenFact">What the journal says of a model that was taken away.</param>
internal sealed record KeptKind(string Word, string TakenFact)
{
    public static readonly KeptKind Trash = new("trash", FactWords.Trashed);
    public static readonly KeptKind Quarantine = new("quarantine", FactWords.Quarantined);
    public static readonly KeptKind Versions = new("versions", FactWords.Superseded);
}
