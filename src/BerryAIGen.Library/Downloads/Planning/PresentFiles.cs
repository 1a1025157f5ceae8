using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Finds the wanted file among those of its name, by its hash, so that nothing is fetched twice.</summary>
internal static class PresentFiles
{
    /// <summary>The equal file; null when there is none or the source announces no SHA-256 to tell by.</summary>
    public static async Task<PresentFile?> FindAsync(
        string folder,
        string name,
        ExpectedHashes expected,
        CancellationToken cancellationToken
    )
    {
        if (expected.Sha256 is not { } wanted || !Directory.Exists(folder))
            return null;
        foreach (var path in Candidates(folder, name))
        {
            var hashes = await FileHashing
                .ComputeAsync(path, HashKinds.Sha256, progress: null, cancellationToken)
                .ConfigureAwait(false);
            if (string.Equals(hashes.Sha256, wanted, StringComparison.OrdinalIgnoreCase))
                return new PresentFile(path, hashes.SizeBytes, hashes.Sha256!);
        }

        return null;
    }

    // The name itself, and those that a different file of that name made unique: "name (2).ext", "name.1234.ext".
    private static IEnumerable<string> Candidates(string folder, string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var extension = Path.GetExtension(name);
        return Directory
            .EnumerateFiles(folder)
            .Select(path => (Path: path, Stem: Path.GetFileNameWithoutExtension(path)))
            .Where(file =>
                Path.GetExtension(file.Path).Equals(extension, StringComparison.OrdinalIgnoreCase)
                && file.Stem.StartsWith(stem, StringComparison.OrdinalIgnoreCase)
                && (file.Stem.Length == stem.Length || !char.IsLetterOrDigit(file.Stem[stem.Length]))
            )
            .OrderBy(file => file.Stem.Length)
            .Select(file => file.Path);
    }
}
