using BerryAIGen.Database;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Metrics;

/// <summary>The disks on which the library keeps its database and its models.</summary>
internal sealed class WatchedDisks(ToolkitOptions options, LibraryDatabase database)
{
    public IReadOnlyList<WatchedDisk> Read()
    {
        string?[] places =
        [
            database.IsPostgreSql ? null : Path.GetDirectoryName(database.Describe()),
            options.Library.ModelsFolder,
            options.Library.Root,
            .. options.Library.Roots.Select(root => root.Path),
        ];
        return
        [
            .. places
                .OfType<string>()
                .Select(Path.GetFullPath)
                .Select(Nearest)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(path => (path, Drive: new DriveInfo(path)))
                .Where(place => place.Drive.IsReady)
                .Select(place => new WatchedDisk(place.path, place.Drive.AvailableFreeSpace, place.Drive.TotalSize)),
        ];
    }

    // A folder that the first download makes is on the disk of what is there of its path.
    private static string? Nearest(string path) =>
        Directory.Exists(path) ? path
        : Path.GetDirectoryName(path) is { } above ? Nearest(above)
        : null;
}

/// <param name="Path">A folder on it.</param>
/// <param name="FreeBytes">What may still be written.</param>
/// <param name="TotalBytes">Its size.</param>
public sealed record WatchedDisk(string Path, long FreeBytes, long TotalBytes);
