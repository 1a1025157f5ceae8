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
                .Where(Directory.Exists)
                .Distinct(StringComparer.Ordinal)
                .Select(path => (path, Drive: new DriveInfo(path)))
                .Where(place => place.Drive.IsReady)
                .Select(place => new WatchedDisk(place.path, place.Drive.AvailableFreeSpace, place.Drive.TotalSize)),
        ];
    }
}

/// <param name="Path">A folder on it.</param>
/// <param name="FreeBytes">What may still be written.</param>
/// <param name="TotalBytes">Its size.</param>
public sealed record WatchedDisk(string Path, long FreeBytes, long TotalBytes);
