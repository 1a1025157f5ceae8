using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Keeping.Cleaning;

namespace BerryAIGen.Library.Downloads;

/// <summary>The parts of downloads that nobody wants to go on with.</summary>
public static class DownloadParts
{
    /// <summary>Deletes parts and their journals; one that somebody works on, or that is no part of ours, is left alone.</summary>
    /// <param name="paths">As told by <see cref="DownloadProgress.PartPath"/>.</param>
    /// <exception cref="LibraryException">The disk does not let go of one; the others are gone.</exception>
    public static void Delete(IEnumerable<string> paths)
    {
        if (TryDelete(paths) is { } problem)
            throw new LibraryException(problem);
    }

    /// <summary>The same, and tells of the first that the disk does not let go of; null when all are gone.</summary>
    public static Failure? TryDelete(IEnumerable<string> paths)
    {
        Failure? first = null;
        foreach (var path in paths)
        {
            try
            {
                Delete(path);
            }
            catch (Exception problem) when (DiskFailures.IsDisk(problem))
            {
                first ??= DiskFailures.From(problem, path);
            }
        }

        return first;
    }

    private static void Delete(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)) || !PartNames.IsPart(path))
            return;
        using var claim = PartClaim.TryTake(path);
        if (claim is null)
            return;
        foreach (var file in Leftovers.With(path, LeftoverKind.Part))
            File.Delete(file);
    }
}
