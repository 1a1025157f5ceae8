using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>
/// The sums of a file's blocks, kept under its SHA-256 beside the journal: they say which blocks of a damaged file are to
/// be fetched again. Losing them costs only that a repair fetches the whole file.
/// </summary>
internal static class BlockSums
{
    // A file of one block is fetched whole anyway.
    private const int Digits = 8;

    public static void Write(RecordRoot root, FileHashes hashes)
    {
        if (
            hashes is not { Sha256: { } sha256, BlockCrc32: { Length: > Digits } sums }
            || File.Exists(PathOf(root, sha256))
        )
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(root, sha256))!);
            AtomicFile.Write(PathOf(root, sha256), System.Text.Encoding.ASCII.GetBytes(sums));
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex)) { }
    }

    /// <summary>One sum per block of <see cref="FileHashes.BlockBytes"/>; null when none are known.</summary>
    public static IReadOnlyList<string>? Find(RecordRoot root, string sha256)
    {
        try
        {
            var sums = File.ReadAllText(PathOf(root, sha256));
            return sums.Length % Digits == 0 && sums.All(char.IsAsciiHexDigitLower)
                ? [.. sums.Chunk(Digits).Select(sum => new string(sum))]
                : null;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return null;
        }
    }

    private static string PathOf(RecordRoot root, string sha256) =>
        Path.Combine(root.Folder, "blocks", sha256 + ".crc");
}
