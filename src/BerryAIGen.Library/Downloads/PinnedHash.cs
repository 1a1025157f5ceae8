using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>Holds a file to the hash that a person or a lock file names for it.</summary>
internal static class PinnedHash
{
    /// <summary>The file with the hash it must have; one that its source says is another is refused before its first byte.</summary>
    public static RemoteFile Apply(RemoteFile file, string? sha256)
    {
        if (sha256 is null)
            return file;
        var announced = file.Hashes.Sha256;
        return announced is null || announced.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? file with
            {
                Hashes = file.Hashes with { Sha256 = sha256.ToLowerInvariant() },
            }
            : file with
            {
                Refusal = Replaced(file, sha256),
            };
    }

    private static Failure Replaced(RemoteFile file, string sha256) =>
        new(
            FailureCode.Verification,
            $"{file.Name ?? "The file"} at {file.Source} is not the file that is asked for: its SHA-256 is now {file.Hashes.Sha256}, and {sha256} is wanted. It was replaced there, or the wanted hash is wrong."
        )
        {
            Details = new Dictionary<string, string> { ["announced"] = file.Hashes.Sha256!, ["wanted"] = sha256 },
        };
}
