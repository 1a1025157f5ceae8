using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Finds the wanted file among those of its name, by its hash, so that nothing is fetched twice.</summary>
internal static class PresentFiles
{
    // Sources give sizes in KiB, some of them rounded.
    private const long SizeTolerance = 1024;

    /// <summary>The equal file; null when there is none or the source announces no SHA-256 to tell by.</summary>
    /// <returns>The file, and what could not be compared because it cannot be read.</returns>
    public static async Task<(PresentFile? File, string? Note)> FindAsync(
        string folder,
        string name,
        RemoteFile file,
        CancellationToken cancellationToken
    )
    {
        string? unread = null;
        if (file.Hashes.Sha256 is not { } wanted || !Directory.Exists(folder))
            return (null, null);
        foreach (var path in Candidates(folder, name, file.SizeBytes))
        {
            try
            {
                var hashes = await FileHashing
                    .ComputeAsync(path, HashKinds.Sha256, progress: null, cancellationToken)
                    .ConfigureAwait(false);
                if (string.Equals(hashes.Sha256, wanted, StringComparison.OrdinalIgnoreCase))
                    return (new PresentFile(path, hashes.SizeBytes, hashes.Sha256!), null);
            }
            catch (Exception ex) when (DiskFailures.IsDisk(ex))
            {
                unread = Sentences.Join(unread, $"{path} could not be compared: {ex.Message}");
            }
        }

        return (null, unread);
    }

    // The name itself, whatever size the source gives, and those that a different file of that name made unique:
    // "name (2).ext", "name (290640).ext".
    private static IEnumerable<string> Candidates(string folder, string name, long? sizeBytes)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var extension = Path.GetExtension(name);
        var numbered = new DirectoryInfo(folder)
            .EnumerateFiles()
            .Where(file => IsNumbered(file.Name, stem, extension) && IsAbout(file, sizeBytes))
            .Select(file => file.FullName)
            .Order(StringComparer.Ordinal);
        var wished = Path.Combine(folder, name);
        return IsTaken(wished) ? numbered.Prepend(wished) : numbered;
    }

    /// <summary>Whether a name is no longer free; a link to nowhere has its name as well.</summary>
    public static bool IsTaken(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static bool IsNumbered(string name, string stem, string extension) =>
        name.Length > stem.Length + extension.Length + 3
        && name.StartsWith($"{stem} (", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith($"){extension}", StringComparison.OrdinalIgnoreCase)
        && name[(stem.Length + 2)..^(extension.Length + 1)].All(char.IsAsciiDigit);

    private static bool IsAbout(FileInfo file, long? sizeBytes) =>
        sizeBytes is null || Math.Abs(file.Length - sizeBytes.Value) < SizeTolerance;
}
