using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Keeping.Repairs;

/// <summary>
/// Fetches again what is broken. The right file is made beside the record and proven by its hash first; only then goes
/// the broken one to the quarantine, and the right one takes its place.
/// </summary>
internal sealed class FileRepair(
    BerryLibrary library,
    BlockFetch blocks,
    KeptFiles quarantine,
    IProgress<DownloadProgress>? progress
)
{
    private const string FolderName = "repair";

    public async Task<CheckedFile> RunAsync(CheckedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await RepairAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (LibraryException ex)
        {
            return Unrepaired(file, ex.Failure);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return Unrepaired(file, DiskFailures.From(ex, file.Path));
        }
    }

    private async Task<CheckedFile> RepairAsync(CheckedFile file, CancellationToken cancellationToken)
    {
        if (file.ExpectedSha256 is not { } sha256 || file.Root is not { } root)
            return Unrepaired(file, NotPossible(file, "no SHA-256 of it is recorded"));
        if (file.Sha256 == sha256)
            return Unrepaired(file, NotPossible(file, "it is as recorded, and was never a usable model"));
        if (RepairReference.Find(file.Known?.Origin, sha256) is not { } reference)
            return Unrepaired(file, NotPossible(file, "where it came from is not recorded"));
        var folder = Path.Combine(root.Folder, FolderName, sha256);
        Directory.CreateDirectory(folder);
        var made = Path.Combine(folder, Path.GetFileName(file.Path));
        var transferred = await TryBlocksAsync(file, sha256, made, reference, cancellationToken).ConfigureAwait(false);
        if (transferred is null)
        {
            var item = await FetchAsync(folder, made, sha256, reference, cancellationToken).ConfigureAwait(false);
            if (item.Failure is { } failure)
                return Unrepaired(file, failure);
            if (item.Sha256 != sha256)
                return Unrepaired(
                    file,
                    IsAnother(file, item.Sha256, item.State == DownloadState.Planned ? null : item.Path)
                );
            (transferred, made) = (item.TransferredBytes, item.Path!);
        }

        var swapped = await SwapAsync(file, root, made, sha256, cancellationToken).ConfigureAwait(false);
        return swapped with { TransferredBytes = transferred.Value };
    }

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
            : throw new LibraryException(IsAnother(file, one.Hashes.Sha256, path: null));
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
            // The person has this file already, and it is proven to be the same.
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

    private async Task<CheckedFile> SwapAsync(
        CheckedFile file,
        RecordRoot root,
        string made,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        string? kept = null;
        if (PresentFiles.IsTaken(file.Path))
        {
            var reason = $"{file.Reason}; replaced by the right file, sha256 {sha256}";
            var put = await quarantine.PutAloneAsync(file.Path, reason, cancellationToken).ConfigureAwait(false);
            if (put.Failure is { } failure)
                return Unrepaired(file, failure);
            kept = put.Item!.Id;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        DurableFiles.FlushFile(made);
        if (!NoReplaceMove.TryMove(made, file.Path))
            return Unrepaired(
                file,
                new Failure(
                    FailureCode.Conflict,
                    $"{file.Path} was made anew meanwhile and stays; the right file is {made}."
                )
            );
        DurableFiles.FlushFolder(Path.GetDirectoryName(file.Path)!);
        TakeOverSidecar(made, file.Path);
        var stat = FileStat.Find(file.Path)!;
        var fact = JournalFact.Of(FactWords.Repaired, root.Relative(file.Path), stat.Stamp) with
        {
            Hashes = file.Known?.Hashes ?? new RecordedHashes { Sha256 = sha256 },
        };
        await root.Journal.AppendAsync([fact], CancellationToken.None).ConfigureAwait(false);
        return file with
        {
            State = CheckState.Repaired,
            SizeBytes = stat.Stamp.SizeBytes,
            Sha256 = sha256,
            Quarantined = kept,
        };
    }

    // What the source says now is newer; what stands beside the model already stays where the source says nothing.
    private static void TakeOverSidecar(string made, string path)
    {
        if (SidecarStore.Find(made) is { } fetched)
        {
            fetched["file_name"] = Path.GetFileName(path);
            _ = SidecarStore.Write(path, fetched);
            File.Delete(Sidecar.PathOf(made));
        }

        var folder = Path.GetDirectoryName(made)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static CheckedFile Unrepaired(CheckedFile file, Failure failure) =>
        file with
        {
            Failure = failure,
            Reason = Sentences.Join(file.Reason, $"not repaired: {failure.Message}"),
        };

    private static Failure NotPossible(CheckedFile file, string why) =>
        new(FailureCode.Verification, $"{file.Path} cannot be fetched again: {why}; download it anew.");

    private static Failure IsAnother(CheckedFile file, string? sha256, string? path) =>
        new(
            FailureCode.Verification,
            $"{file.Path} cannot be had again: its source has another file now (sha256 {sha256}){(path is null ? "" : $", which is in {path}")}."
        );
}
