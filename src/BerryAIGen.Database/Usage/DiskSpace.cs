using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Usage;

/// <summary>What models take of the disk, as it is now and not as it was written down.</summary>
public sealed class DiskSpace(LibraryDatabase database, BerryLibrary library)
{
    /// <summary>The models folder of the settings and what is free there; null for what cannot be told.</summary>
    public (string? Folder, long? FreeBytes) Read()
    {
        try
        {
            var folder = library.Catalog.Folders([]).FirstOrDefault(Directory.Exists);
            return folder is null ? (null, null) : (folder, new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (IOException)
        {
            return (null, null); // A drive that went away just now.
        }
    }

    /// <summary>Looks at the files of one model.</summary>
    /// <exception cref="LibraryException">There is no such model, or it is not here.</exception>
    public async Task<SpaceOfModel> OfModelAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (row, path) = await context.GetLocalAsync(id, cancellationToken);
        var reported = row.DiskUsage ?? row.Size ?? 0;
        if (Directory.Exists(path))
        {
            var folder = new DirectoryInfo(path);
            var files = folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true });
            return new SpaceOfModel(
                path,
                true,
                true,
                files.Sum(file => file.Length),
                folder.LastWriteTimeUtc,
                reported
            );
        }

        var file = new FileInfo(path);
        return file.Exists
            ? new SpaceOfModel(path, true, false, file.Length, file.LastWriteTimeUtc, reported)
            : new SpaceOfModel(path, false, null, 0, null, reported);
    }
}

/// <summary>What a model takes of the disk.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Exists">Whether anything is there.</param>
/// <param name="IsFolder">Whether it is a folder; null when it is not there.</param>
/// <param name="SizeBytes">All its files.</param>
/// <param name="ModifiedAt">When it was written last.</param>
/// <param name="ReportedBytes">What the library says.</param>
public sealed record SpaceOfModel(
    string Path,
    bool Exists,
    bool? IsFolder,
    long SizeBytes,
    DateTime? ModifiedAt,
    long ReportedBytes
);
