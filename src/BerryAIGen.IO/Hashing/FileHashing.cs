namespace BerryAIGen.IO.Hashing;

/// <summary>Hashes a file on disk: one read, with every hash on a thread of its own as far as the processor has them.</summary>
public static class FileHashing
{
    /// <summary>Computes the hashes of a file.</summary>
    /// <param name="path">The file; it is only read.</param>
    /// <param name="kinds">Which hashes to compute.</param>
    /// <param name="progress">Is told how many bytes were read so far; may be null.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static async Task<FileHashes> ComputeAsync(
        string path,
        HashKinds kinds,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        const FileOptions Options = FileOptions.Asynchronous | FileOptions.SequentialScan;
        RegularFile.Require(path);
        using var file = File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            Options
        );
        if (kinds == HashKinds.None)
        {
            return new FileHashes { SizeBytes = RandomAccess.GetLength(file) };
        }

        using var pipeline = new HashPipeline(HashLanes.Create(kinds));
        await pipeline.RunAsync(file, progress, cancellationToken).ConfigureAwait(false);
        return pipeline.Finish();
    }
}
