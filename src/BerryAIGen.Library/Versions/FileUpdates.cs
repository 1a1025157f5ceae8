using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Library.Versions.Replacing;

namespace BerryAIGen.Library.Versions;

/// <summary>Newer versions of what is here: finds them, puts them into place, takes them back.</summary>
public sealed class FileUpdates
{
    private readonly BerryLibrary _library;
    private readonly RootRecordCache _records;
    private readonly RootFinder _roots;
    private readonly TimeProvider _time;

    internal FileUpdates(BerryLibrary library, RootRecordCache records)
    {
        (_library, _records, _time) = (library, records, library.Time);
        _roots = new RootFinder(library.Options, library.FindModelsFolder, library.Time);
    }

    /// <summary>Asks the sources for newer versions; changes no model and no sidecar.</summary>
    /// <param name="question">Which models, and how closely.</param>
    /// <param name="reading">Told while a file is read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops before the next question.</param>
    /// <returns>One finding per model, in the order of the paths; what could not be found out says why.</returns>
    /// <exception cref="LibraryException">No folder is named anywhere, or such questions are switched off.</exception>
    public async Task<IReadOnlyList<UpdateFinding>> CheckAsync(
        UpdateQuestion question,
        IProgress<KeepingProgress>? reading,
        CancellationToken cancellationToken
    )
    {
        _library.Options.Network.Switch?.CheckUpdates();
        if (question.Hashes)
            await HashAsync(question.Paths, reading, cancellationToken).ConfigureAwait(false);
        return await NewCheck().RunAsync(question, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings models up to their newest versions.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="progress">Told while something comes; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops before the next rename; parts stay for the next run.</param>
    /// <returns>One row per model, in the order of the paths.</returns>
    /// <exception cref="LibraryException">No folder is named anywhere, two wishes contradict each other, or such questions are switched off.</exception>
    public async Task<IReadOnlyList<UpdatedFile>> UpdateAsync(
        UpdateRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        request.Check();
        _library.Options.Network.Switch?.CheckUpdates();
        IReadOnlyList<UpdatedFile> left = request.IsDryRun
            ? []
            : await SettleAsync(request.Paths, cancellationToken).ConfigureAwait(false);
        var check = NewCheck();
        var question = new UpdateQuestion { Paths = request.Paths, KnownHashes = request.KnownHashes };
        var findings = await check.RunAsync(question, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UpdateFinding> others = check.OthersOf(findings) is { Count: > 0 } paths
            ? await NewCheck().RunAsync(new UpdateQuestion { Paths = paths }, cancellationToken).ConfigureAwait(false)
            : [];
        var files = await new UpdateRun(_library, Replacement, new UpdatePlans(Links, _roots, _time), _roots, _time)
            .RunAsync(request, findings, others, progress, cancellationToken)
            .ConfigureAwait(false);
        return [.. files, .. left.Where(one => files.All(file => file.Path != one.Path))];
    }

    /// <summary>Takes updates back, each for itself. A version that was taken back is not offered again.</summary>
    /// <param name="names">Ids, or the paths of the new files or of the old ones; of several of one path the latest.</param>
    /// <param name="root">One folder of models; null for all that are known.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public async Task<IReadOnlyList<RolledBackUpdate>> RollBackAsync(
        IReadOnlyList<string> names,
        string? root,
        CancellationToken cancellationToken
    )
    {
        List<RolledBackUpdate> outcomes = [];
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(await Rollback.RunAsync(name, root, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>Every update that was done, the oldest first.</summary>
    /// <param name="root">One folder of models; null for all that are known.</param>
    public IReadOnlyList<PastUpdate> List(string? root) => Rollback.List(root);

    /// <summary>Changes what a person wants of the updates of a model; written down in the record of its folder.</summary>
    /// <param name="path">A file of the model.</param>
    /// <param name="change">What changes.</param>
    /// <param name="sha256">Of the file, when somebody else computed it and no record beside it may know it; else null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wanted now.</returns>
    /// <exception cref="LibraryException">There is no such file, its version is not known, or it lies in a read-only root.</exception>
    public async Task<ModelChoice> ChooseAsync(
        string path,
        UpdateChoiceChange change,
        string? sha256,
        CancellationToken cancellationToken
    )
    {
        change.Check();
        var (local, full) = await GetAsync(path, sha256, cancellationToken).ConfigureAwait(false);
        _roots.ReadOnly.RequireWritable(full);
        return await new UpdateChoiceStore(_time)
            .ChangeAsync(
                _roots.OpenFor(full),
                local.ModelId!.Value,
                choice => choice.With(change, local.VersionId!.Value),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>What a person wants of the updates of a model; nothing of one whose version nobody knows. Asks no source.</summary>
    /// <param name="path">A file of the model.</param>
    /// <param name="modelId">The source's number of its model, when a check found it; null for what its records say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such file, or what is there cannot be read.</exception>
    public ModelChoice ReadChoice(string path, int? modelId, CancellationToken cancellationToken)
    {
        var local = Locals.Read([RequireModel(path)], cancellationToken)[0];
        return local.Failure is { } failure
            ? throw new LibraryException(failure)
            : UpdateChoiceStore.Read(local.Root).Of(modelId ?? local.ModelId);
    }

    // What a crash left half done hides the very file that is to be updated.
    private async Task<IReadOnlyList<UpdatedFile>> SettleAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        List<UpdatedFile> left = [];
        var near = paths
            .Select(_roots.FullPath)
            .Select(path => RecordRoot.FindFor(Directory.Exists(path) ? path : Path.GetDirectoryName(path)!, _time))
            .OfType<RecordRoot>();
        foreach (var root in (paths.Count == 0 ? _roots.All(null) : near).DistinctBy(root => root.Path))
        {
            var records = new UpdateRecords(root);
            if (records.All().All(record => record.Stage is UpdateStage.Done or UpdateStage.RolledBack))
                continue;
            using var turn = await records.TurnAsync(_time, cancellationToken).ConfigureAwait(false);
            foreach (var (record, failure) in await Replacement.SettleAsync(root).ConfigureAwait(false))
                left.Add(UpdateRun.Failed(new UpdateFinding(record.OldPathIn(root), UpdateState.Failed), failure));
        }

        return
        [
            .. left.Where(one =>
                paths.Count == 0 || paths.Any(path => RecordPaths.IsSameOrBelow(one.Path, _roots.FullPath(path)))
            ),
        ];
    }

    private UpdateCheck NewCheck() => new(_library, _roots, _records, _time);

    private LocalVersions Locals => new(_library, _roots, _records, _time);

    private string RequireModel(string path)
    {
        var full = _roots.FullPath(path);
        return Directory.Exists(full) && !ModelNames.IsModelFolder(full)
            ? throw new LibraryException(FailureCode.Usage, $"{path} is a folder; name a model in it.")
            : full;
    }

    private async Task<(LocalVersion Local, string Path)> GetAsync(
        string path,
        string? sha256,
        CancellationToken cancellationToken
    )
    {
        var full = RequireModel(path);
        var local = Locals.Read([full], cancellationToken)[0];
        var (found, failure) = await Locals
            .FindByHashAsync([local with { Sha256 = local.Sha256 ?? sha256 }], cancellationToken)
            .ConfigureAwait(false);
        if ((found[0].Failure ?? failure) is { } why)
            throw new LibraryException(why);
        return found[0].IsNamed
            ? (found[0], full)
            : throw new LibraryException(
                FailureCode.NotFound,
                $"No version of {path} is known, so there are no updates of it to choose; 'berry updates --hash' looks it up."
            );
    }

    private async Task HashAsync(
        IReadOnlyList<string> paths,
        IProgress<KeepingProgress>? reading,
        CancellationToken cancellationToken
    )
    {
        // A file is hashed with its folder: the record is of folders.
        var folders = paths
            .Select(_roots.FullPath)
            .Select(path => File.Exists(path) ? Path.GetDirectoryName(path)! : path)
            .Where(Directory.Exists)
            .Distinct()
            .ToArray();
        if (folders.Length > 0 || paths.Count == 0)
            await _library.Keeping.IndexAsync(folders, hashes: true, reading, cancellationToken).ConfigureAwait(false);
    }

    private LinkedNames Links => new(_roots, _library.Sharing);

    private ReplacedFiles Replaced => new(_library.Keeping.Versions, _library.Keeping.Trash);

    private FileReplacement Replacement => new(Replaced, Links, _time);

    private Rollback Rollback => new(Replacement, Replaced, new UpdateChoiceStore(_time), _roots, _time);
}
