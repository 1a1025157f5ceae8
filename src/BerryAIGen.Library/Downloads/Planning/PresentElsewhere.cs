using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Finds the wanted file in roots that it would not go to, whatever sub-folder it lies in.</summary>
internal static class PresentElsewhere
{
    // An offline share or one folder without rights must not stop a download to another root.
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>The equal file; null when there is none or the source announces no SHA-256 to tell by.</summary>
    public static async Task<PresentFile?> FindAsync(
        IEnumerable<Destination> places,
        string name,
        RemoteFile file,
        CancellationToken cancellationToken
    )
    {
        if (file.Hashes.Sha256 is null)
            return null;
        foreach (var place in places)
        {
            foreach (var folder in FoldersWith(place.KindFolder, name))
            {
                var (found, _) = await PresentFiles
                    .FindAsync(folder, name, file, cancellationToken)
                    .ConfigureAwait(false);
                if (found is not null)
                    return found with { Root = place.Root, IsReadOnly = place.IsReadOnly };
            }
        }

        return null;
    }

    private static List<string> FoldersWith(string top, string name)
    {
        try
        {
            return Directory.Exists(top)
                ?
                [
                    .. Directory
                        .EnumerateFiles(top, "*" + Path.GetExtension(name), Deep)
                        .Where(path => IsOf(Path.GetFileName(path), name))
                        .Select(path => Path.GetDirectoryName(path)!)
                        .Distinct(),
                ]
                : [];
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return []; // The root is away; then the file is fetched as if the root were not there.
        }
    }

    // A different file may have taken the name, and this one got a number behind it.
    private static bool IsOf(string candidate, string name) =>
        candidate.StartsWith(Path.GetFileNameWithoutExtension(name), StringComparison.OrdinalIgnoreCase);
}
