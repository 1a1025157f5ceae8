using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>Looks for newer versions of whole folders of models; changes no model and no sidecar.</summary>
internal sealed class UpdateCheck(BerryLibrary library, RootFinder roots, RootRecordCache records, TimeProvider time)
{
    private readonly LocalVersions _locals = new(library, roots, records, time);
    private readonly UpstreamModels _upstream = new(library.Civitai);
    private readonly Dictionary<string, UpdateChoices> _choices = new(StringComparer.Ordinal);
    private IReadOnlyList<LocalVersion> _inRoots = [];
    private ILookup<int, FileTraits> _here = Array.Empty<LocalVersion>().ToLookup(_ => 0, one => one.Traits);

    /// <summary>One finding per model, in the order of the paths.</summary>
    public async Task<IReadOnlyList<UpdateFinding>> RunAsync(
        UpdateQuestion question,
        CancellationToken cancellationToken
    )
    {
        var read = _locals.Read(question.Paths, cancellationToken).Select(local => WithHash(local, question)).ToArray();
        var (locals, unasked) = await _locals.FindByHashAsync(read, cancellationToken).ConfigureAwait(false);
        _inRoots = [.. _locals.ReadRoots(locals)];
        _here = _inRoots
            .Concat(locals)
            .Where(local => local.VersionId is not null)
            .ToLookup(local => local.VersionId!.Value, local => local.Traits);
        var ids = locals.Where(local => local.IsNamed).Select(local => local.ModelId!.Value).Distinct().ToArray();
        var models = await AskAsync(ids, locals, question.AsksForGone, cancellationToken).ConfigureAwait(false);
        List<UpdateFinding> findings = [];
        foreach (var local in locals)
            findings.Add(await JudgeAsync(local, models, unasked, cancellationToken).ConfigureAwait(false));
        return findings;
    }

    /// <summary>Other files of the same models in the roots of those that were looked at.</summary>
    public IReadOnlyList<string> OthersOf(IReadOnlyList<UpdateFinding> findings)
    {
        var seen = findings.Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);
        var models = findings.Select(finding => finding.ModelId).OfType<int>().ToHashSet();
        return
        [
            .. _inRoots
                .Where(local => local.ModelId is { } id && models.Contains(id) && !seen.Contains(local.Path))
                .Select(local => local.Path),
        ];
    }

    private static LocalVersion WithHash(LocalVersion local, UpdateQuestion question) =>
        local.Sha256 is null && question.KnownHashes.TryGetValue(local.Path, out var hash)
            ? local with
            {
                Sha256 = hash,
            }
            : local;

    private async Task<Dictionary<int, UpstreamModel>> AskAsync(
        int[] ids,
        IReadOnlyList<LocalVersion> locals,
        bool asksForGone,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var all = locals.Select(local => local.Root).OfType<RecordRoot>().DistinctBy(root => root.Path).ToArray();
        var memories = all.ToDictionary(root => root.Path, GoneMemory.Read);
        var gone = memories
            .Values.SelectMany(memory => memory.Models)
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.MinBy(pair => pair.Value.Since).Value);
        var silent = ids.Where(id => !asksForGone && IsRecent(gone, id, now)).ToArray();
        var models = await _upstream.AskAsync([.. ids.Except(silent)], cancellationToken).ConfigureAwait(false);
        foreach (var (id, model) in models.Where(pair => pair.Value.GoneBecause is not null).ToArray())
            models[id] = model with { GoneSince = gone.GetValueOrDefault(id)?.Since ?? now };
        foreach (var id in silent)
            models[id] = new UpstreamModel { GoneBecause = gone[id].Reason, GoneSince = gone[id].Since };
        Remember(all, memories, locals, models, silent, now);
        return models;
    }

    private static bool IsRecent(Dictionary<int, GoneModel> gone, int id, DateTimeOffset now) =>
        gone.TryGetValue(id, out var model) && now - model.AskedAt < GoneMemory.AskAgainAfter;

    private void Remember(
        RecordRoot[] all,
        Dictionary<string, GoneMemory> memories,
        IReadOnlyList<LocalVersion> locals,
        Dictionary<int, UpstreamModel> models,
        int[] silent,
        DateTimeOffset now
    )
    {
        foreach (var root in all)
        {
            var (memory, changed) = (memories[root.Path], false);
            var own = locals.Where(local => local.Root?.Path == root.Path).Select(local => local.ModelId);
            foreach (var id in own.OfType<int>().Distinct().Except(silent).Where(models.ContainsKey))
            {
                var model = models[id];
                if (model.GoneBecause is { } why)
                    (memory.Models[id], changed) = (new GoneModel(model.GoneSince ?? now, now, why), true);
                else if (model.Failure is null)
                    changed |= memory.Models.Remove(id);
            }

            if (changed && roots.ReadOnly.FindRefusal(root.Folder) is null)
                memory.Write(root);
        }
    }

    private async Task<UpdateFinding> JudgeAsync(
        LocalVersion local,
        Dictionary<int, UpstreamModel> models,
        Failure? unasked,
        CancellationToken cancellationToken
    )
    {
        if (local.Failure is { } failure)
            return Failed(local, null, failure);
        if (!local.IsNamed)
            return unasked is null || local.Sha256 is null ? Unknown(local) : Failed(local, null, unasked);
        var model = models[local.ModelId!.Value];
        if (model.Failure is { } unanswered)
            return Failed(local, model, unanswered);
        var installed = model.Versions.FirstOrDefault(version => version.Id == local.VersionId);
        if (installed is null && model.GoneBecause is null)
        {
            (installed, var unsaid) = await _upstream
                .AskVersionAsync(local.VersionId!.Value, cancellationToken)
                .ConfigureAwait(false);
            if (unsaid is not null)
                return Failed(local, model, unsaid);
        }

        try
        {
            return new UpdateJudge(ChoiceOf(local), IsHere, time.GetUtcNow()).Judge(local, model, installed);
        }
        catch (LibraryException ex)
        {
            return Failed(local, model, ex.Failure);
        }
    }

    private ModelChoice ChoiceOf(LocalVersion local)
    {
        if (local.Root is null)
            return ModelChoice.None;
        if (!_choices.TryGetValue(local.Root.Path, out var choices))
            _choices[local.Root.Path] = choices = UpdateChoiceStore.Read(local.Root);
        return choices.Of(local.ModelId);
    }

    private bool IsHere(int version, FileTraits traits) =>
        _here[version].Any(here => traits.AgreementWith(here) is not null);

    private static UpdateFinding Unknown(LocalVersion local) =>
        UpdateJudge.Of(local, null) with
        {
            State = UpdateState.Unknown,
            Reason =
                local.Source is { } source && source != CivitaiSource.SourceName && local.Sha256 is null
                    ? $"its source ({source}) has no versions"
                : local.Sha256 is null
                    ? "no version and no hash of it is recorded; with --hash it is read and looked up by its hash"
                : local.Source is { } other && other != CivitaiSource.SourceName
                    ? $"its source ({other}) has no versions, and Civitai does not know its hash"
                : "Civitai does not know its hash",
        };

    private static UpdateFinding Failed(LocalVersion local, UpstreamModel? model, Failure failure) =>
        UpdateJudge.Of(local, model) with
        {
            State = UpdateState.Failed,
            Failure = failure,
            Reason = failure.Message,
        };
}
