using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>
/// Tells a model that is gone from one on a drive that is away: nobody marks as missing what was in a folder that was not
/// read, behind a link that leads nowhere, or on a file system that is not there now.
/// </summary>
public sealed class Reachability
{
    private readonly FolderLook _look;
    private readonly List<string> _away;
    private readonly Dictionary<string, bool> _folders = new(StringComparer.Ordinal);

    /// <param name="look">What was found now.</param>
    /// <param name="mounts">Where file systems began when models were last seen there, by folder.</param>
    public Reachability(FolderLook look, IReadOnlyDictionary<string, string> mounts)
    {
        _look = look;
        _away = [.. mounts.Where(row => FileSystems.MountOf(row.Key) != row.Value).Select(row => row.Key)];
        Dictionary<string, string> next = new(mounts, StringComparer.Ordinal);
        foreach (var (folder, mount) in look.Mounts)
        {
            // A folder that moved to another disk and has models again is there; an empty one waits for its drive.
            if (!_away.Contains(folder) || look.Models.Any(model => RecordPaths.IsBelow(model.Path, folder)))
                next[folder] = mount;
        }

        Mounts = next;
    }

    /// <summary>What to remember for the next time.</summary>
    public IReadOnlyDictionary<string, string> Mounts { get; }

    /// <summary>Whether a model that was not found would have been found if it was still there.</summary>
    public bool IsReachable(string path) =>
        !_look.Unread.Concat(_away).Any(folder => RecordPaths.IsSameOrBelow(path, folder))
        && (Path.GetDirectoryName(path) is not { } parent || !LeadsNowhere(parent));

    private bool LeadsNowhere(string folder)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        var leads =
            !Directory.Exists(folder)
            && (
                new FileInfo(folder).LinkTarget is not null
                || (Path.GetDirectoryName(folder) is { } parent && LeadsNowhere(parent))
            );
        return _folders[folder] = leads;
    }
}
