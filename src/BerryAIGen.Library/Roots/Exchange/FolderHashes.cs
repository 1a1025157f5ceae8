using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>
/// The SHA-256 of files of a folder: from the record as long as size, time and number hold, else by reading. What is read
/// for the first time is written down; what is no longer what its record says goes nowhere.
/// </summary>
internal sealed class FolderHashes(
    RootRecordCache records,
    ReadOnlyRoots readOnly,
    IProgress<DownloadProgress>? progress,
    TimeProvider time
)
{
    /// <exception cref="LibraryException">It is gone, cannot be read, is being written to, or is not what its record says.</exception>
    public async Task<string> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (FileStat.Find(path) is not { IsFolder: false } stat)
                throw new LibraryException(FailureCode.NotFound, $"{path} is gone.");
            var root = ModelNames.HasEnding(path) ? RecordRoot.FindFor(path, time) : null;
            var known = root is null ? null : records.Read(root).Find(root.Relative(path));
            return known?.HasCurrentHashes(stat.Stamp) == true
                ? known.Hashes!.Sha256!
                : await ReadAsync(path, stat.Stamp, root, known, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(FileFailure.From(path, ex), ex);
        }
    }

    private async Task<string> ReadAsync(
        string path,
        FileStamp stamp,
        RecordRoot? root,
        KnownFile? known,
        CancellationToken cancellationToken
    )
    {
        var kinds = root is null ? HashKinds.Sha256 : ModelHashing.Kinds;
        var hashes =
            await ModelHashing.HashAsync(path, stamp, kinds, ReadingOf(path), cancellationToken).ConfigureAwait(false)
            ?? throw FolderBytes.Changed(path);
        if (known?.Hashes?.Sha256 is { } told && told != hashes.Sha256)
            throw new LibraryException(
                FailureCode.Verification,
                $"{path} is not what its record says: it was changed, or it is damaged. 'berry verify' tells which; it goes nowhere until then."
            );
        if (root is not null && known?.Hashes is null && readOnly.FindRefusal(path) is null)
        {
            BlockSums.Write(root, hashes);
            var fact = JournalFact.Of(FactWords.Hashed, root.Relative(path), stamp) with
            {
                Hashes = RecordedHashes.From(hashes),
            };
            await root.Journal.AppendAsync([fact], cancellationToken).ConfigureAwait(false);
        }

        return hashes.Sha256!;
    }

    private Reading? ReadingOf(string path) => progress is null ? null : new Reading(progress, Path.GetFileName(path));

    private sealed class Reading(IProgress<DownloadProgress> progress, string name) : IProgress<KeepingProgress>
    {
        public void Report(KeepingProgress value) =>
            progress.Report(new DownloadProgress(name, DownloadStage.Plan, 0, value.TotalBytes));
    }
}
