using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>
/// The way back of a replacement: the old files come back, and the new one goes into the versions. What cannot be done is
/// undone, so that either the old version is in its place or the new one.
/// </summary>
internal sealed class FileReturn(ReplacedFiles replaced)
{
    /// <summary>Does it; called by who has the turn.</summary>
    /// <returns>What a person should know.</returns>
    /// <exception cref="LibraryException">An old file cannot come back; the new one is in its place again.</exception>
    public async Task<string?> RunAsync(RecordRoot root, UpdateRecord record)
    {
        var records = new UpdateRecords(root);
        records.Write(record with { Stage = UpdateStage.GoingBack });
        var reason = $"rolled back to {record.FromName ?? $"version {record.FromVersion}"}";
        string? note = null;
        foreach (var link in record.Links.Where(link => LinkedNames.IsOf(record.NewPathIn(root), link)))
            note = Sentences.Join(
                note,
                (await replaced.PutAsync(root, LinkOf(link), reason).ConfigureAwait(false))?.Message
            );
        if (PresentFiles.IsTaken(record.NewPathIn(root)))
            Require(await replaced.PutAsync(root, NewOf(record), reason).ConfigureAwait(false));
        List<LeavingFile> back = [];
        foreach (var leaving in record.Leaving)
        {
            var (failure, said) = await replaced.RestoreAsync(root, leaving).ConfigureAwait(false);
            if (failure is not null && leaving.How is null)
            {
                await GoForwardAsync(root, record, back).ConfigureAwait(false);
                throw new LibraryException(failure);
            }

            if (failure is null)
                back.Add(leaving);
            note = Sentences.Join(note, said, failure?.Message);
        }

        var fact = JournalFact.Of(FactWords.RolledBack, record.OldPath) with
        {
            From = record.NewPath,
            Item = record.Id,
        };
        // Under the same name the journal tells of the newer file.
        var known = record
            .Leaving.Where(leaving => leaving.Known is not null)
            .Select(leaving => leaving.Known! with { Path = leaving.Path });
        await root.Journal.AppendAsync([.. known, fact], CancellationToken.None).ConfigureAwait(false);
        records.Write(record with { Stage = UpdateStage.RolledBack });
        return note;
    }

    // A rollback that cannot be done leaves everything as the update made it.
    private async Task GoForwardAsync(RecordRoot root, UpdateRecord record, List<LeavingFile> back)
    {
        var reason = $"replaced by {record.ToName ?? "a newer version"} (version {record.ToVersion})";
        foreach (var leaving in Enumerable.Reverse(back))
            Require(await replaced.PutAsync(root, leaving, reason).ConfigureAwait(false));
        Require((await replaced.RestoreAsync(root, NewOf(record)).ConfigureAwait(false)).Failure);
        foreach (var link in record.Links)
            Require((await replaced.RestoreAsync(root, LinkOf(link)).ConfigureAwait(false)).Failure);
        new UpdateRecords(root).Write(record with { Stage = UpdateStage.Done });
    }

    // What the new file is called in the versions after a rollback.
    private static LeavingFile NewOf(UpdateRecord record) =>
        new(record.NewPath, KeptKind.Versions.Word, $"{record.Id}-new");

    private static LeavingFile LinkOf(MadeLink link) =>
        new(link.Target, KeptKind.Versions.Word, link.Item) { How = link.How };

    private static void Require(Failure? failure)
    {
        if (failure is not null)
            throw new LibraryException(failure);
    }
}
