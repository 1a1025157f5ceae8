using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Takes updates back: the old file, all that belongs to it and its names in other roots come back as they were.</summary>
internal sealed class Rollback(
    FileReplacement replacement,
    ReplacedFiles replaced,
    UpdateChoiceStore choices,
    RootFinder roots,
    TimeProvider time
)
{
    /// <summary>Updates that were done, the oldest first.</summary>
    public IReadOnlyList<PastUpdate> List(string? folder) =>
        [
            .. roots
                .All(folder)
                .SelectMany(root => new UpdateRecords(root).All().Select(record => Past(root, record)))
                .OrderBy(update => update.Id, StringComparer.Ordinal),
        ];

    /// <summary>Takes one back, each for itself.</summary>
    /// <param name="name">Its id, or the path of the new file or of the old one; of several the latest.</param>
    /// <param name="folder">One folder of models; null for all that are known.</param>
    /// <param name="cancellationToken">Gives up before anything is moved.</param>
    public async Task<RolledBackUpdate> RunAsync(string name, string? folder, CancellationToken cancellationToken)
    {
        try
        {
            var (root, record) = Get(name, folder);
            roots.ReadOnly.RequireWritable(record.OldPathIn(root));
            using var turn = await new UpdateRecords(root).TurnAsync(time, cancellationToken).ConfigureAwait(false);
            var left = await replacement.SettleAsync(root).ConfigureAwait(false);
            if (left.FirstOrDefault(other => other.Record.IsOf(record)) is { Failure: { } unsettled })
                throw new LibraryException(unsettled);
            record = Found(root, new UpdateRecords(root).Find(record.Id) ?? record);
            await new ReturnCheck(replaced).RequireAsync(root, record, cancellationToken).ConfigureAwait(false);
            var note = await new FileReturn(replaced).RunAsync(root, record).ConfigureAwait(false);
            // Else the next update of all would bring it again.
            await choices
                .ChangeAsync(
                    root,
                    record.ModelId,
                    choice => choice.With(new UpdateChoiceChange { IgnoredVersion = record.ToVersion }, 0),
                    CancellationToken.None
                )
                .ConfigureAwait(false);
            return new RolledBackUpdate(name, Past(root, record with { Stage = UpdateStage.RolledBack }), Note: note);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            return new RolledBackUpdate(name, null, RunFailures.From(ex, name, cancellationToken));
        }
    }

    private (RecordRoot Root, UpdateRecord Record) Get(string name, string? folder)
    {
        var path = roots.FullPath(name);
        var all = Near(path, folder)
            .SelectMany(root => new UpdateRecords(root).All().Select(record => (Root: root, Record: record)))
            .Where(pair => pair.Record.Stage != UpdateStage.RolledBack)
            .OrderBy(pair => pair.Record.Id, StringComparer.Ordinal)
            .ToArray();
        foreach (var pair in all.Where(pair => pair.Record.Id == name))
            return pair;
        var ofPath = all.Where(pair => pair.Record.NewPathIn(pair.Root) == path)
            .Concat(all.Where(pair => Found(pair.Root, pair.Record).NewPathIn(pair.Root) == path))
            .ToArray();
        return ofPath is [.., var latest] ? latest
            : all.LastOrDefault(pair => pair.Record.OldPathIn(pair.Root) == path) is ({ } root, { } record)
                ? (root, record)
            : throw new LibraryException(
                FailureCode.NotFound,
                $"There is no update of '{name}' to take back; see 'berry rollback list'."
            );
    }

    private IEnumerable<RecordRoot> Near(string path, string? folder) =>
        folder is not null ? roots.All(folder)
        : RecordRoot.FindFor(Path.GetDirectoryName(path) ?? path, time) is { } near
            ? roots.All(null).Where(root => root.Path != near.Path).Prepend(near)
        : roots.All(null);

    // Renamed since, by a person or by organising: its bytes tell.
    private static UpdateRecord Found(RecordRoot root, UpdateRecord record)
    {
        if (PresentFiles.IsTaken(record.NewPathIn(root)))
            return record;
        var moved = RootRecord
            .Read(root)
            .Files.Values.FirstOrDefault(file =>
                file.Presence == FilePresence.Present
                && file.Hashes?.Sha256 == record.Sha256
                && PresentFiles.IsTaken(root.FullPath(file.Path))
            );
        return moved is null ? record : record with { NewPath = moved.Path };
    }

    private static PastUpdate Past(RecordRoot root, UpdateRecord record) =>
        new()
        {
            Id = record.Id,
            Root = root.Path,
            At = record.At,
            OldPath = record.OldPathIn(root),
            NewPath = record.NewPathIn(root),
            ModelId = record.ModelId,
            ModelName = record.ModelName,
            FromVersion = record.FromVersion,
            FromName = record.FromName,
            ToVersion = record.ToVersion,
            ToName = record.ToName,
            Left =
            [
                .. record.Leaving.Select(one => new LeftFile(Path.Combine(root.Path, one.Path), one.Place, one.Item)),
            ],
            IsRolledBack = record.Stage == UpdateStage.RolledBack,
        };
}
