using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>The single steps on the disk: a name from folder to folder, and an item that holds nothing any more.</summary>
internal static class KeptMoves
{
    public static void Move(string from, string to, string name)
    {
        if (!NoReplaceMove.TryMove(Path.Combine(from, name), Path.Combine(to, name)))
            throw new IOException($"{Path.Combine(to, name)} exists already.");
    }

    /// <summary>True also for a name that is not there any more: then nothing is to be moved.</summary>
    public static bool TryMove(string from, string to, string name)
    {
        try
        {
            return !PresentFiles.IsTaken(Path.Combine(from, name))
                || NoReplaceMove.TryMove(Path.Combine(from, name), Path.Combine(to, name));
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return false;
        }
    }

    /// <summary>Removes the list and the folders of an item without files; says what else is in them.</summary>
    public static string? RemoveItem(string item, string filesFolder, IReadOnlyList<KeptEntry> files)
    {
        var folders = files
            .SelectMany(file => Ancestors(file.Name))
            .Distinct()
            .OrderByDescending(path => path.Length)
            .Select(path => RecordPaths.Combine(filesFolder, path));
        foreach (var inside in folders.Append(filesFolder))
        {
            if (Directory.Exists(inside) && Directory.EnumerateFileSystemEntries(inside).Any())
                return $"{inside} holds something that is not of this item and stays";
            if (Directory.Exists(inside))
                Directory.Delete(inside);
        }

        File.Delete(KeptManifests.PathIn(item));
        Directory.Delete(item);
        return null;
    }

    private static IEnumerable<string> Ancestors(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
            yield return name[..end];
    }
}
