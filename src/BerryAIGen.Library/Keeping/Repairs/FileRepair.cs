using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Keeping.Repairs;

/// <summary>
/// Fetches again what is broken. The right file is made beside the record and proven by its hash first; only then goes
/// the broken one to the quarantine, and the right one takes its place.
/// </summary>
internal sealed class FileRepair(RightCopy copies, KeptFiles quarantine, ReadOnlyRoots readOnly)
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
            return Unrepaired(file, RightCopy.NotPossible(file, "no SHA-256 of it is recorded"));
        if ((readOnly.FindRefusal(file.Path) ?? readOnly.FindRefusal(root.Folder)) is { } refusal)
            return Unrepaired(file, refusal);
        if (file.Sha256 == sha256)
            return Unrepaired(file, RightCopy.NotPossible(file, "it is as recorded, and was never a usable model"));
        if (RepairReference.Find(file.Known?.Origin, sha256) is not { } reference)
            return Unrepaired(file, RightCopy.NotPossible(file, "where it came from is not recorded"));
        var folder = Path.Combine(root.Folder, FolderName, sha256);
        Directory.CreateDirectory(folder);
        var right = await copies.MakeAsync(file, folder, sha256, reference, cancellationToken).ConfigureAwait(false);
        var swapped = await SwapAsync(file, root, right.Path, sha256, cancellationToken).ConfigureAwait(false);
        return swapped with { TransferredBytes = right.TransferredBytes };
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
}
