using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Whether an update can be taken back; asked before anything of it is moved.</summary>
internal sealed class ReturnCheck(ReplacedFiles replaced)
{
    /// <exception cref="LibraryException">Why it cannot.</exception>
    public async Task RequireAsync(RecordRoot root, UpdateRecord record, CancellationToken cancellationToken)
    {
        Check(root, record);
        await RequireOwnAsync(root, record, cancellationToken).ConfigureAwait(false);
    }

    private void Check(RecordRoot root, UpdateRecord record)
    {
        if (record.Stage == UpdateStage.RolledBack)
            throw new LibraryException(FailureCode.Conflict, $"The update {record.Id} was taken back already.");
        var later = new UpdateRecords(root)
            .All()
            .LastOrDefault(other =>
                other.Stage == UpdateStage.Done
                && other.FromVersion == record.ToVersion
                && other.OldPath == record.NewPath
                && string.CompareOrdinal(other.Id, record.Id) > 0
            );
        if (later is not null)
            throw new LibraryException(
                FailureCode.Conflict,
                $"Version {record.ToVersion} was replaced by version {later.ToVersion} since; take {later.Id} back first."
            );
        foreach (var leaving in record.Leaving.Where(leaving => leaving.How is null))
        {
            if (replaced.Find(root, leaving) is null)
                throw new LibraryException(Gone(root, leaving));
            var path = Path.Combine(root.Path, leaving.Path);
            if (PresentFiles.IsTaken(path) && path != record.NewPathIn(root))
                throw new LibraryException(
                    FailureCode.Conflict,
                    $"{path} is there again and stays; move it away, then take {record.Id} back. Nothing was changed."
                );
        }
    }

    // A person may have put something else there since; it would go to the versions under the update's name.
    private static async Task RequireOwnAsync(RecordRoot root, UpdateRecord record, CancellationToken cancellationToken)
    {
        var path = record.NewPathIn(root);
        if (!PresentFiles.IsTaken(path))
            return;
        var known = RootRecord.Read(root).Find(record.NewPath);
        if (known?.Hashes?.Sha256 == record.Sha256 && known.HashedStamp == FileStat.Find(path)?.Stamp)
            return;
        var hashes = await FileHashing
            .ComputeAsync(path, HashKinds.Sha256, progress: null, cancellationToken)
            .ConfigureAwait(false);
        if (hashes.Sha256 != record.Sha256)
            throw new LibraryException(
                FailureCode.Conflict,
                $"{path} is another file than the one that the update brought, and stays; move it away, then take {record.Id} back. Nothing was changed."
            );
    }

    /// <summary>What is said of an old file that was deleted for good.</summary>
    public static Failure Gone(RecordRoot root, LeavingFile leaving) =>
        new(
            FailureCode.NotFound,
            $"{leaving.Path} is not in the {leaving.Place} of {root.Path} any more, so it cannot come back; nothing was changed."
        );
}
