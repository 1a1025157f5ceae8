using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>
/// Goes through a folder of models. Links are followed, as the applications do, each real folder once; what cannot be
/// read is named, so that nobody takes it for gone.
/// </summary>
internal sealed class ModelWalk
{
    private readonly HashSet<(ulong, ulong)> _entered = [];
    private readonly HashSet<string> _enteredPaths = [];
    private bool _entersRoots;

    public List<WalkedModel> Models { get; } = [];

    public List<SkippedPath> Skipped { get; } = [];

    /// <summary>Folders whose content is not known: they, or the disk below them, could not be read.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>Folders on another file system than the one above them, and where that one begins.</summary>
    public Dictionary<string, string> Places { get; } = [];

    /// <summary>Folders inside that have a record of their own; not entered.</summary>
    public List<string> OtherRoots { get; } = [];

    public static ModelWalk Run(string top, CancellationToken cancellationToken)
    {
        var walk = new ModelWalk();
        walk.Walk(top, cancellationToken);
        return walk;
    }

    /// <summary>Several folders as one, whoever keeps a record in them: what two of them reach is found once.</summary>
    public static ModelWalk RunThrough(IEnumerable<string> tops, CancellationToken cancellationToken)
    {
        var walk = new ModelWalk { _entersRoots = true };
        foreach (var top in tops)
            walk.Walk(top, cancellationToken);
        return walk;
    }

    /// <summary>A folder that is one model; null when it is none or a part of it cannot be read.</summary>
    public static WalkedModel? FindFolder(string folder)
    {
        var walk = new ModelWalk();
        if (FileStat.Find(folder) is { IsFolder: true } stat && ModelNames.IsModelFolder(folder))
            walk.AddFolder(folder, stat);
        return walk.Models.Count == 0 ? null : walk.Models[0];
    }

    private void Walk(string top, CancellationToken cancellationToken)
    {
        Stack<(string Folder, ulong? Device)> open = new([(top, FileStat.Find(top)?.Device)]);
        while (open.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Enter(next.Folder, next.Device, isTop: next.Folder == top, open);
        }
    }

    private void Enter(string folder, ulong? above, bool isTop, Stack<(string, ulong?)> open)
    {
        if (FileStat.Find(folder) is not { IsFolder: true } stat)
        {
            Skip(folder, "a link to a folder that is not there");
            Unread.Add(folder);
            return;
        }

        // A link may lead back to where the walk has been.
        if (stat.Identity is { } identity ? !_entered.Add(identity) : !_enteredPaths.Add(RealPath(folder)))
            return;
        if (stat.Device != above)
            Places[folder] = FileSystems.MountOf(folder);
        if (!isTop && !_entersRoots && RecordRoot.Exists(folder))
            OtherRoots.Add(folder);
        else if (!isTop && ModelNames.IsModelFolder(folder))
            AddFolder(folder, stat);
        else
            Read(folder, stat.Device, open);
    }

    private void Read(string folder, ulong? device, Stack<(string, ulong?)> open)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", FolderEntries.All))
            {
                if (entry is DirectoryInfo && entry.Name != RecordRoot.FolderName)
                    open.Push((entry.FullName, device));
                else if (entry is FileInfo && ModelNames.IsModel(entry.FullName))
                    AddFile(entry);
            }
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            Skip(folder, ex is UnauthorizedAccessException ? "the folder may not be read" : ex.Message);
            Unread.Add(folder);
        }
    }

    private void AddFile(FileSystemInfo file)
    {
        var stat = FileStat.Find(file.FullName);
        if (stat is { IsOther: true })
            Skip(file.FullName, "a pipe, a socket or a device, not a file");
        else if (stat is not null)
            Models.Add(new WalkedModel(file.FullName, stat));
        else
            Skip(
                file.FullName,
                file.Name.Contains('\uFFFD') ? "its name is not valid UTF-8, so it cannot be opened by it"
                    : file.LinkTarget is { } target ? $"a link to {target}, which is not there"
                    : "it cannot be looked at"
            );
    }

    // Of a folder: all its bytes, and the latest time of any file.
    private void AddFolder(string folder, FileStat stat)
    {
        try
        {
            var files = FolderFiles
                .Of(folder)
                .Select(file => FileStat.Find(file.FullName))
                .OfType<FileStat>()
                .ToArray();
            var stamp = stat.Stamp with
            {
                SizeBytes = files.Sum(file => file.Stamp.SizeBytes),
                Modified = files.Select(file => file.Stamp.Modified).DefaultIfEmpty(stat.Stamp.Modified).Max(),
            };
            Models.Add(new WalkedModel(folder, stat with { Stamp = stamp }));
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            Skip(folder, $"a part of this model folder cannot be read: {ex.Message}");
            Unread.Add(folder);
        }
    }

    private void Skip(string path, string why) => Skipped.Add(new SkippedPath(path, why));

    private static string RealPath(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        }
        catch (IOException)
        {
            return folder; // A link in a circle; reading it finds nothing.
        }
    }
}
