using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>
/// Puts a new version, which is complete and proven, into the place of an old one. The record of the update is written
/// first; whoever comes after a crash goes on from what is on the disk. Once begun nobody stops it: it is only renames.
/// </summary>
internal sealed class FileReplacement(ReplacedFiles replaced, LinkedNames links, TimeProvider time)
{
    private readonly FileReturn _back = new(replaced);

    /// <summary>Does it.</summary>
    /// <returns>What a person should know.</returns>
    /// <exception cref="LibraryException">Something is in the way; everything is as it was, and the new file waits.</exception>
    /// <exception cref="IOException">The disk failed; the next update or rollback of the folder goes on.</exception>
    public async Task<string?> RunAsync(RecordRoot root, UpdateRecord record, FileStamp? seen)
    {
        var records = new UpdateRecords(root);
        using var turn = await records.TurnAsync(time, CancellationToken.None).ConfigureAwait(false);
        var left = await SettleAsync(root).ConfigureAwait(false);
        if (left.FirstOrDefault(other => other.Record.IsOf(record)) is { Failure: { } unsettled })
            throw new LibraryException(unsettled);
        if (FileStat.Find(record.OldPathIn(root))?.Stamp != seen)
            throw new LibraryException(
                FailureCode.Conflict,
                $"{record.OldPathIn(root)} was changed while its new version came; look at it, then update again."
            );
        records.Write(record);
        var note = await GoOnAsync(root, record).ConfigureAwait(false);
        return records.Find(record.Id) is not null
            ? note
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The new version of {record.OldPathIn(root)} was taken away before it had its place; everything is as it was. Update again."
            );
    }

    /// <summary>Finishes what a crash left half done, each for itself; called by who has the turn.</summary>
    /// <returns>What cannot be finished, and why.</returns>
    public async Task<IReadOnlyList<UnsettledUpdate>> SettleAsync(RecordRoot root)
    {
        List<UnsettledUpdate> left = [];
        foreach (var record in new UpdateRecords(root).All())
        {
            try
            {
                if (record.Stage == UpdateStage.Begun)
                    await GoOnAsync(root, record).ConfigureAwait(false);
                else if (record.Stage == UpdateStage.GoingBack)
                    await _back.GoOnAsync(root, record).ConfigureAwait(false);
            }
            catch (LibraryException problem)
            {
                left.Add(new UnsettledUpdate(record, problem.Failure));
            }
        }

        return left;
    }

    private async Task<string?> GoOnAsync(RecordRoot root, UpdateRecord record)
    {
        var note = PresentFiles.IsTaken(Path.Combine(record.StagedIn(root), record.Names[0]))
            ? await SwapAsync(root, record).ConfigureAwait(false)
            : null;
        if (!IsInPlace(root, record))
        {
            // Somebody took the new file away in between; what left comes back.
            await TakeBackAsync(root, record).ConfigureAwait(false);
            return note;
        }

        note = Sentences.Join(
            note,
            BringCompanions(root, record),
            await ReplacementFacts.WriteAsync(root, record).ConfigureAwait(false)
        );
        var left = record.Leaving.Where(leaving => replaced.Find(root, leaving) is not null);
        var (made, said) = links.Follow(record.NewPathIn(root), left, number => $"{record.Id}-newlink{number}");
        new UpdateRecords(root).Write(record with { Stage = UpdateStage.Done, Links = made });
        return Sentences.Join(note, said);
    }

    // Under the name of the old file only the new one can be there once the old one has left.
    private bool IsInPlace(RecordRoot root, UpdateRecord record) =>
        PresentFiles.IsTaken(record.NewPathIn(root))
        && (
            record.NewPath != record.OldPath
            || record.Leaving.Any(leaving => leaving.How is null && replaced.Find(root, leaving) is not null)
        );

    private async Task<string?> SwapAsync(RecordRoot root, UpdateRecord record)
    {
        var reason = $"replaced by {record.ToName ?? "a newer version"} (version {record.ToVersion})";
        string? note = null;
        foreach (var leaving in record.Leaving)
        {
            if (leaving.How is not null && !links.IsKnown(record.OldPathIn(root), leaving.Path))
            {
                note = Sentences.Join(note, $"{leaving.Path} is no link that is known, and stays");
                continue;
            }

            var failure = PresentFiles.IsTaken(Path.Combine(root.Path, leaving.Path))
                ? await replaced.PutAsync(root, leaving, reason).ConfigureAwait(false)
                : null;
            if (failure is null)
                continue;
            // A link in another root that stays is worth a word; the model itself must be able to come back.
            if (leaving.How is null)
                await FailAsync(root, record, failure).ConfigureAwait(false);
            note = Sentences.Join(note, failure.Message);
        }

        var (staged, target) = (Path.Combine(record.StagedIn(root), record.Names[0]), record.NewPathIn(root));
        DurableFiles.FlushFile(staged);
        if (!NoReplaceMove.TryMove(staged, target))
            await FailAsync(
                    root,
                    record,
                    new Failure(
                        FailureCode.Conflict,
                        $"{target} was made meanwhile and stays; the new version waits in {staged}."
                    )
                )
                .ConfigureAwait(false);
        return note;
    }

    private static string? BringCompanions(RecordRoot root, UpdateRecord record)
    {
        var (staged, folder) = (record.StagedIn(root), Path.GetDirectoryName(record.NewPathIn(root))!);
        var stayed = record.Names.Skip(1).Where(name => !KeptMoves.TryMove(staged, folder, name)).ToArray();
        DurableFiles.FlushFolder(folder);
        if (stayed.Length > 0)
            return $"{string.Join(", ", stayed)} was there and stays; that of the new version is in {staged}";
        if (Directory.Exists(staged) && !Directory.EnumerateFileSystemEntries(staged).Any())
            Directory.Delete(staged);
        return null;
    }

    private async Task FailAsync(RecordRoot root, UpdateRecord record, Failure failure)
    {
        await TakeBackAsync(root, record).ConfigureAwait(false);
        throw new LibraryException(failure);
    }

    private async Task TakeBackAsync(RecordRoot root, UpdateRecord record)
    {
        foreach (var leaving in record.Leaving)
            Require((await replaced.RestoreAsync(root, leaving).ConfigureAwait(false)).Failure);
        new UpdateRecords(root).Remove(record);
    }

    private static void Require(Failure? failure)
    {
        if (failure is not null)
            throw new LibraryException(failure);
    }
}

/// <summary>An update that a crash left half done, and that something keeps from being finished.</summary>
internal sealed record UnsettledUpdate(UpdateRecord Record, Failure Failure);
