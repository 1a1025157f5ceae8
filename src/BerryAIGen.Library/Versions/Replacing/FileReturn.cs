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
    /// <summary>Goes on with one that a crash left half done; called by who has the turn.</summary>
    /// <exception cref="LibraryException">It cannot be done any more; the new file is in its place.</exception>
    public async Task GoOnAsync(RecordRoot root, UpdateRecord record)
    {
        try
        {
            // Until the new file has left nothing has come back, and days may have passed since somebody looked.
            if (PresentFiles.IsTaken(record.NewPathIn(root)) && replaced.Find(root, NewOf(record)) is null)
                await new ReturnCheck(replaced)
                    .RequireAsync(root, record, CancellationToken.None)
                    .ConfigureAwait(false);
        }
        catch (LibraryException)
        {
            await GoForwardAsync(root, record, []).ConfigureAwait(false);
            throw;
        }

        await RunAsync(root, record).ConfigureAwait(false);
    }

    /// <summary>Does it, when it can be done; called by who has the turn.</summary>
    /// <returns>What a person should know.</returns>
    /// <exception cref="LibraryException">The new file cannot leave, or an old one not come back; the new one is in its place.</exception>
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
        List<LeavingFile> back = [];
        if (
            PresentFiles.IsTaken(record.NewPathIn(root))
            && await replaced.PutAsync(root, NewOf(record), reason).ConfigureAwait(false) is { } stays
        )
        {
            await GoForwardAsync(root, record, back).ConfigureAwait(false);
            throw new LibraryException(stays);
        }

        foreach (var leaving in record.Leaving)
        {
            var (failure, said) = IsLost(root, leaving)
                ? (ReturnCheck.Gone(root, leaving), null)
                : await replaced.RestoreAsync(root, leaving).ConfigureAwait(false);
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

    // Neither among what waits nor in its place; one that came back before a crash is in its place.
    private bool IsLost(RecordRoot root, LeavingFile leaving) =>
        leaving.How is null
        && replaced.Find(root, leaving) is null
        && !PresentFiles.IsTaken(Path.Combine(root.Path, leaving.Path));

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
