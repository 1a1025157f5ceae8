using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots.Exchange.Arrivals;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Folder;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>A root on a disk of this machine. What comes goes the way of every download.</summary>
/// <param name="library">Whose rules hold.</param>
/// <param name="name">As the person calls it.</param>
/// <param name="folder">The models folder.</param>
/// <param name="hashes">Knows the bytes of its files.</param>
internal sealed class FolderEnd(BerryLibrary library, string name, string folder, FolderHashes hashes) : IRootEnd
{
    public string Name => name;

    public BerryLibrary Library => library;

    public string Folder => folder;

    public string PlaceOf(string path) => Path.Combine(folder, path);

    public Failure? FindWriteRefusal()
    {
        if (library.ReadOnly.FindRefusal(PlaceOf("file")) is { } refusal)
            return refusal;
        return FindUnreachable();
    }

    public Failure? FindAbsence() =>
        FindUnreachable()
        ?? (
            Directory.Exists(folder)
                ? null
                : new Failure(
                    FailureCode.NotFound,
                    $"There is no folder {folder}; check the name, or connect its drive."
                )
        );

    public Task<IReadOnlyList<RootFile>> ListAsync(CancellationToken cancellationToken) =>
        Task.Run(() => FolderFilesBelow.Of(folder, cancellationToken), cancellationToken);

    public async Task<string?> FindHashAsync(RootFile file, CancellationToken cancellationToken) =>
        await hashes.GetAsync(PlaceOf(file.Path), cancellationToken).ConfigureAwait(false);

    public Task<IRootBytes> OpenAsync(RootFile file, CancellationToken cancellationToken) =>
        Task.FromResult<IRootBytes>(new FolderBytes(PlaceOf(file.Path)));

    public RemoteFile Describe(RootFile file, string? sha256) =>
        new()
        {
            Source = "folder",
            Address = new Uri(PlaceOf(file.Path)),
            Name = file.Name,
            SizeBytes = file.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = sha256 },
        };

    public Task<TransferOutcome> TransferAsync(
        RootFile file,
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => new FileCopy(library.Time).RunAsync(request, progress, cancellationToken);

    public async Task<DownloadItem> BringAsync(BroughtFile file, CancellationToken cancellationToken)
    {
        var target = SafePath.Combine(folder, file.File.Path);
        // A linked folder inside may lead to a root that is read-only.
        if (library.ReadOnly.FindRefusal(target) is { } refusal)
            return DownloadItems.Stopped(file.Row, refusal);
        return file.IsModel
            ? await DownloadAsync(file, target, cancellationToken).ConfigureAwait(false)
            : await new PlainArrival(folder).RunAsync(file, target, cancellationToken).ConfigureAwait(false);
    }

    public Failure? FindNoRoom(long bytes) =>
        FileSystems.FreeBytes(folder) is { } free && free < bytes
            ? new Failure(
                FailureCode.Disk,
                $"{name} has no room: {bytes} bytes are to come to {folder}, and {free} are free. Name fewer files, or free some space."
            )
            {
                Numbers = new Dictionary<string, long> { ["needed"] = bytes, ["free"] = free },
            }
            : null;

    public void Dispose() { }

    // An empty place where a drive was mounted is not an empty root.
    private Failure? FindUnreachable() =>
        new KnownRoots(library.Options.DataFolder, library.Time).FindAbsence(folder) is { } absence
            ? new Failure(FailureCode.Disk, absence)
            : null;

    private async Task<DownloadItem> DownloadAsync(BroughtFile file, string target, CancellationToken cancellationToken)
    {
        var described = file.Source.Describe(file.File, file.Sha256);
        var record = await ArrivedRecord.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        var wish = new DownloadRequest
        {
            References = [described.Address.IsFile ? described.Address.LocalPath : described.Address.AbsoluteUri],
            Target = new DownloadTarget
            {
                Folder = Path.GetDirectoryName(target),
                FileName = Path.GetFileName(target),
                RecordRoot = folder,
            },
            OnConflict = ConflictRule.Refuse,
            Sha256 = file.Sha256,
            Known = record?.Apply(described) ?? described,
            AcceptsDanger = file.AcceptsDanger,
            Archives = ArchiveRule.Keep,
            Sidecars = [],
            WantsPreview = false,
        };
        var items = await file
            .Source.Library.DownloadAsync(wish, file.Progress, cancellationToken)
            .ConfigureAwait(false);
        var item = items[0] with { Reference = file.Row.Reference };
        if (item.Failure is null && item.Path == target)
            record?.Restore(target);
        return item.Failure is null && item.Path != target
            ? item with
            {
                Reason = $"already there as {item.Path}",
            }
            : item;
    }
}
