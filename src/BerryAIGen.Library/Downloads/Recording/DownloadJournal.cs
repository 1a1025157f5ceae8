using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Writes what a download brought into the journal of its root.</summary>
internal sealed class DownloadJournal(TimeProvider time)
{
    /// <summary>Never fails the download: the file is in place and its sidecar tells the same.</summary>
    /// <returns>What a person should know, null when there is nothing.</returns>
    public async Task<string?> AddAsync(RecordedFile file)
    {
        if (FileStat.Find(file.Path) is not { } stat)
            return null;
        try
        {
            var root = RecordRoot.FindFor(file.Path, time) ?? RecordRoot.Open(RootOf(file), time);
            // Who made it there puts it into its place and writes that down; the sums are of its bytes, wherever they lie.
            if (IsOfARecord(file.Path))
            {
                BlockSums.Write(root, file.Hashes);
                return null;
            }

            var path = root.Relative(file.Path);
            var known = file.WasFetched ? null : RootRecord.Read(root).Find(path)?.Hashes;
            if (known?.Sha256 is not null && known.Sha256 == file.Hashes.Sha256)
                return null;
            BlockSums.Write(root, file.Hashes);
            var fact = JournalFact.Of(FactWords.Recorded, path, stat.Stamp) with
            {
                Hashes = HashesOf(file),
                Origin = OriginOf(file),
            };
            // The file has its name: writing this one line down is no longer stopped by anybody.
            return await root.Journal.AppendAsync([fact], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return $"the journal could not be written: {ex.Message}";
        }
    }

    private static bool IsOfARecord(string path) =>
        path.Split(Path.DirectorySeparatorChar).Contains(RecordRoot.FolderName);

    private static string RootOf(RecordedFile file) =>
        file.Root is { } root && file.Path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? root
            : Path.GetDirectoryName(file.Path)!;

    // The hash of the tensors tells an edited header from damage later; where the source's word for the whole file held,
    // its word for the tensors is believed, which saves computing it.
    private static RecordedHashes HashesOf(RecordedFile file)
    {
        var hashes = RecordedHashes.From(file.Hashes);
        return
            hashes.TensorSha256 is null
            && file.VerifiedBy == "sha256"
            && file.File.Hashes.AutoV3 is { Length: >= 12 } tensors
            ? hashes with
            {
                TensorSha256 = tensors.ToLowerInvariant(),
            }
            : hashes;
    }

    private static FileOrigin OriginOf(RecordedFile file) =>
        new()
        {
            Source = file.File.Source,
            Url = SafeText.Address(file.File.Address),
            ModelId = file.File.ModelId,
            VersionId = file.File.VersionId,
            FileId = file.File.FileId,
        };
}
