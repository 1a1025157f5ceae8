using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Keeping.Repairs;

/// <summary>Makes the right copy of a broken file: of its damaged blocks where that is known and possible, else as a download.</summary>
internal sealed class RightCopy(BerryLibrary library, BlockFetch blocks, IProgress<DownloadProgress>? progress)
{
    /// <summary>Makes it in a folder of its own; its hash is proven.</summary>
    /// <exception cref="LibraryException">It cannot be had.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<(string Path, long TransferredBytes)> MakeAsync(
        CheckedFile file,
        string folder,
        string sha256,
        RepairReference reference,
        CancellationToken cancellationToken
    )
    {
        var made = Path.Combine(folder, Path.GetFileName(file.Path));
        if (
            await TryBlocksAsync(file, sha256, made, reference, cancellationToken).ConfigureAwait(false) is
            { } transferred
        )
            return (made, transferred);
        var item = await FetchAsync(folder, made, sha256, reference, cancellationToken).ConfigureAwait(false);
        if (item.Failure is { Code: FailureCode.Verification } other)
            throw new LibraryException(other with { Message = $"{Another(file)}. {other.Message}" });
        if (item.Failure is { } failure)
            throw new LibraryException(failure);
        return item.Sha256 == sha256
            ? (item.Path!, item.TransferredBytes)
            : throw new LibraryException(IsAnother(file, item.Sha256));
    }

    public static Failure NotPossible(CheckedFile file, string why) =>
        new(FailureCode.Verification, $"{file.Path} cannot be fetched again: {why}; download it anew.");

    /// <summary>The bytes that were fetched, null when the whole file has to be.</summary>
    private async Task<long?> TryBlocksAsync(
        CheckedFile file,
        string sha256,
        string made,
        RepairReference reference,
        CancellationToken cancellationToken
    )
    {
        if (
            file is not { Blocks: { } known, Known.RecordedSizeBytes: { } size, Root: { } root }
            || BlockSums.Find(root, sha256) is not { } right
            || right.Count != (size + FileHashes.BlockBytes - 1) / FileHashes.BlockBytes
            || File.Exists(made)
        )
            return null;
        var ranges = BlockFetch.RangesOf(right, known, size);
        var bytes = ranges.Sum(range => range.To - range.From + 1);
        // With more than half of it wrong the whole file comes faster, over several connections.
        if (
            bytes == 0
            || bytes > size / 2
            || FreeSpace.Check(made, root.Path, Path.GetFileName(made), size) is not null
        )
            return null;
        var origin = await ResolveAsync(file, sha256, reference, cancellationToken).ConfigureAwait(false);
        var draft = made + ".blocks";
        try
        {
            if (
                !await blocks
                    .TryMakeAsync(file.Path, draft, size, ranges, origin, cancellationToken)
                    .ConfigureAwait(false)
            )
                return null;
            var hashes = await FileHashing
                .ComputeAsync(draft, HashKinds.Sha256, progress: null, cancellationToken)
                .ConfigureAwait(false);
            return hashes.Sha256 == sha256 && NoReplaceMove.TryMove(draft, made) ? bytes : null;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private async Task<(ISource, RemoteFile)> ResolveAsync(
        CheckedFile file,
        string sha256,
        RepairReference reference,
        CancellationToken cancellationToken
    )
    {
        var parsed = library.Parse(reference.Text);
        var source = library.Sources().Get(parsed);
        var files = await source.ResolveAsync(parsed, reference.Choice, cancellationToken).ConfigureAwait(false);
        if (files is not [var one])
            throw new LibraryException(NotPossible(file, $"{reference.Text} is not one file any more"));
        if (one.Refusal is { } refusal)
            throw new LibraryException(refusal);
        return one.Hashes.Sha256 is null || one.Hashes.Sha256 == sha256
            ? (source, one)
            : throw new LibraryException(IsAnother(file, one.Hashes.Sha256));
    }

    private async Task<DownloadItem> FetchAsync(
        string folder,
        string made,
        string sha256,
        RepairReference reference,
        CancellationToken cancellationToken
    )
    {
        var request = new DownloadRequest
        {
            References = [reference.Text],
            Choice = reference.Choice,
            Target = new DownloadTarget { Folder = folder, FileName = Path.GetFileName(made) },
            OnConflict = ConflictRule.Refuse,
            WantsPreview = false,
            // The person has this very file already, whatever a scan says of it; no other bytes pass the hash.
            Sha256 = sha256,
            AcceptsDanger = true,
        };
        var plan = await library.PlanAsync(request, cancellationToken).ConfigureAwait(false);
        if (plan is not [var planned])
            throw new LibraryException(
                FailureCode.Conflict,
                $"{reference.Text} is {plan.Count} files now; name the wanted one and download it."
            );
        if (planned.Failure is not null || (planned.Sha256 is not null && planned.Sha256 != sha256))
            return planned;
        return (await library.DownloadAsync(request, progress, cancellationToken).ConfigureAwait(false))[0];
    }

    private static Failure IsAnother(CheckedFile file, string? sha256) =>
        new(FailureCode.Verification, $"{Another(file)} (sha256 {sha256}).");

    private static string Another(CheckedFile file) =>
        $"{file.Path} cannot be had again: its source has another file now";
}
