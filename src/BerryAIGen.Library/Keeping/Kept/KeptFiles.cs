using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>
/// Takes models away with a way back: the trash, the quarantine, and the versions that newer ones replaced. A model goes with everything that belongs to it, by
/// renames on its own file system, and comes back without overwriting anything.
/// </summary>
public sealed class KeptFiles
{
    private readonly KeptKind _kind;
    private readonly RootFinder _roots;
    private readonly KeptPlaces _places;
    private readonly TimeProvider _time;

    internal KeptFiles(KeptKind kind, RootFinder roots, TimeProvider time) =>
        (_kind, _roots, _time, _places) = (kind, roots, time, new KeptPlaces(kind, roots, time));

    /// <summary>Takes models away, each for itself: one that cannot be taken stops no other.</summary>
    /// <param name="paths">Model files, or folders that are one model.</param>
    /// <param name="reason">Why, for the person who finds them later; null when there is nothing to say.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public Task<IReadOnlyList<KeptOutcome>> PutAsync(
        IReadOnlyList<string> paths,
        string? reason,
        CancellationToken cancellationToken
    ) => EachAsync(paths, given => PutOneAsync(given, reason, alone: false, cancellationToken), cancellationToken);

    /// <summary>Takes this one file away and leaves what stands beside it.</summary>
    internal async Task<KeptOutcome> PutAloneAsync(string path, string? reason, CancellationToken cancellationToken) =>
        (
            await TryAsync(path, given => PutOneAsync(given, reason, alone: true, cancellationToken))
                .ConfigureAwait(false)
        )!;

    /// <summary>The same with all that belongs to it, under a name that the caller wrote down before.</summary>
    internal async Task<KeptOutcome> PutAsAsync(
        string path,
        string id,
        string? reason,
        CancellationToken cancellationToken
    ) =>
        (
            await TryAsync(path, given => PutOneAsync(given, reason, alone: false, cancellationToken, id))
                .ConfigureAwait(false)
        )!;

    /// <summary>The item of this id; null when there is none.</summary>
    internal KeptItem? Find(string id, string? root) =>
        _places.Find(id, root) is var (_, item) && item.Id == id ? item : null;

    /// <summary>Everything that waits, the oldest first.</summary>
    /// <param name="root">One folder of models; null for all that are known.</param>
    public IReadOnlyList<KeptItem> List(string? root) =>
        [.. _places.All(root).SelectMany(place => place.Store.List()).OrderBy(item => item.Id, StringComparer.Ordinal)];

    /// <summary>Puts items back where they were.</summary>
    /// <param name="names">Ids, or the paths that the models had; of several of one path the latest.</param>
    /// <param name="root">One folder of models; null for all that are known.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public Task<IReadOnlyList<KeptOutcome>> RestoreAsync(
        IReadOnlyList<string> names,
        string? root,
        CancellationToken cancellationToken
    ) => EachAsync(names, name => RestoreOneAsync(name, root, cancellationToken), cancellationToken);

    /// <summary>Deletes items for good: the files that their lists name and nothing else.</summary>
    /// <param name="names">Ids or paths; none means all.</param>
    /// <param name="root">One folder of models; null for all that are known.</param>
    /// <param name="olderThan">Only what was taken away longer ago than this.</param>
    /// <param name="apply">False only says what would be deleted.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public Task<IReadOnlyList<KeptOutcome>> EmptyAsync(
        IReadOnlyList<string> names,
        string? root,
        TimeSpan olderThan,
        bool apply,
        CancellationToken cancellationToken
    )
    {
        var limit = _time.GetUtcNow() - olderThan;
        return EachAsync(
            names.Count == 0 ? [.. List(root).Select(item => item.Id)] : names,
            name => EmptyOneAsync(name, root, limit, apply, cancellationToken),
            cancellationToken
        );
    }

    private async Task<KeptOutcome?> PutOneAsync(
        string given,
        string? reason,
        bool alone,
        CancellationToken cancellationToken,
        string? id = null
    )
    {
        var path = _roots.FullPath(given);
        if (FindRefusal(given, path) is { } refusal)
            return new KeptOutcome(given, null, refusal);
        _roots.ReadOnly.RequireWritable(path);
        var root = _roots.OpenFor(path);
        var place = _places.For(root, path);
        using var turn = await _places.TurnAsync(root, place, cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        id ??= NewId(now);
        var (item, note) = place.Store.Put(
            id,
            path,
            [Path.GetFileName(path), .. alone ? [] : ModelUnit.OwnCompanionsOf(path)],
            reason,
            now
        );
        await KeptPlaces.AddFactAsync(root, _kind.TakenFact, item).ConfigureAwait(false);
        return new KeptOutcome(given, item, Note: note);
    }

    private async Task<KeptOutcome?> RestoreOneAsync(string name, string? root, CancellationToken cancellationToken)
    {
        if (_places.Find(name, root) is not var (place, item))
            return new KeptOutcome(name, null, Unknown(name));
        _roots.ReadOnly.RequireWritable(item.Path);
        var record = RecordRoot.Open(item.Root, _time);
        using var turn = await _places.TurnAsync(record, place, cancellationToken).ConfigureAwait(false);
        if (place.Store.Find(item.Id) is null)
            return new KeptOutcome(name, null, Unknown(name)); // Another process was faster.
        var note = place.Store.Restore(item.Id);
        await KeptPlaces.AddFactAsync(record, FactWords.Restored, item).ConfigureAwait(false);
        return new KeptOutcome(name, item, Note: note);
    }

    private async Task<KeptOutcome?> EmptyOneAsync(
        string name,
        string? root,
        DateTimeOffset limit,
        bool apply,
        CancellationToken cancellationToken
    )
    {
        if (_places.Find(name, root) is not var (place, item))
            return new KeptOutcome(name, null, Unknown(name));
        if (item.At > limit)
            return null;
        if (!apply)
            return new KeptOutcome(name, item);
        _roots.ReadOnly.RequireWritable(item.Path);
        var record = RecordRoot.Open(item.Root, _time);
        using var turn = await _places.TurnAsync(record, place, cancellationToken).ConfigureAwait(false);
        if (place.Store.Find(item.Id) is null)
            return new KeptOutcome(name, null, Unknown(name));
        var note = place.Store.Empty(item.Id);
        await KeptPlaces.AddFactAsync(record, FactWords.Emptied, item).ConfigureAwait(false);
        return new KeptOutcome(name, item, Note: note);
    }

    /// <summary>Begins with the time, so that items sort by it.</summary>
    internal static string NewId(DateTimeOffset now) => $"{now:yyyyMMdd-HHmmss}-{Random.Shared.Next(0x10000):x4}";

    // One that fails stops no other; one that is not meant has no outcome.
    private static async Task<IReadOnlyList<KeptOutcome>> EachAsync(
        IReadOnlyList<string> subjects,
        Func<string, Task<KeptOutcome?>> act,
        CancellationToken cancellationToken
    )
    {
        List<KeptOutcome> outcomes = [];
        foreach (var subject in subjects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryAsync(subject, act).ConfigureAwait(false) is { } outcome)
                outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static async Task<KeptOutcome?> TryAsync(string subject, Func<string, Task<KeptOutcome?>> act)
    {
        try
        {
            return await act(subject).ConfigureAwait(false);
        }
        catch (LibraryException ex)
        {
            return new KeptOutcome(subject, null, ex.Failure);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return new KeptOutcome(subject, null, DiskFailures.From(ex, subject));
        }
    }

    private static Failure? FindRefusal(string given, string path)
    {
        if (path.Split(Path.DirectorySeparatorChar).Contains(RecordRoot.FolderName))
            return new Failure(FailureCode.Usage, $"{given} is part of a record; name a model.");
        if (Directory.Exists(path))
            return RecordRoot.Exists(path) || !ModelNames.IsModelFolder(path)
                ? new Failure(FailureCode.Usage, $"{given} is a folder and not one model; name the models in it.")
                : null;
        return File.Exists(path) || new FileInfo(path).LinkTarget is not null
            ? null
            : new Failure(FailureCode.NotFound, $"{given} does not exist; check the name.");
    }

    private Failure Unknown(string name) =>
        new(FailureCode.NotFound, $"There is no '{name}' in the {_kind.Word}; see 'berry {_kind.Word} list'.");
}
