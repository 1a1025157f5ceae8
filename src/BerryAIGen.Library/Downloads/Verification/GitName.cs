using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Library.Downloads.Verification;

/// <summary>What git calls a file by its bytes (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).</summary>
internal static class GitName
{
    /// <summary>The word in reports.</summary>
    internal const string Word = "git_sha1";

    private const int BlockBytes = 1 << 20;

    /// <summary>40 digits, lower case.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static async Task<string> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        // Git's own choice of hash; it tells damage and a mix-up, and the hub's other files have better ones.
#pragma warning disable CA5350
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        sha1.AppendData(Encoding.ASCII.GetBytes($"blob {RandomAccess.GetLength(file)}\0"));
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int read;
            for (
                var at = 0L;
                (read = await RandomAccess.ReadAsync(file, block, at, cancellationToken).ConfigureAwait(false)) > 0;
                at += read
            )
                sha1.AppendData(block, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return Convert.ToHexStringLower(sha1.GetHashAndReset());
    }
}
