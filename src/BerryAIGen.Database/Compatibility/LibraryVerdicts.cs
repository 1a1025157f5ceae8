using System.Collections.Concurrent;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>All models of one revision of the library, and what was judged of them so far.</summary>
public sealed class LibraryVerdicts
{
    private readonly ConcurrentDictionary<ProviderDefinition, Lazy<ProviderVerdicts>> _verdicts;
    private readonly IReadOnlyDictionary<string, JudgedModel> _byId;
    private readonly MachineProfile _machine;
    private readonly LibraryVerdicts? _before;

    internal LibraryVerdicts(
        long revision,
        IReadOnlyDictionary<string, JudgedModel> models,
        MachineProfile machine,
        LibraryVerdicts? before
    )
    {
        (Revision, _byId, _machine) = (revision, models, machine);
        // Definitions are compared as objects: one that was read again is judged again.
        _verdicts = new(ReferenceEqualityComparer.Instance);
        // Of the one before only what it judged is of use, not what that one knew from before itself.
        _before = before is null ? null : new LibraryVerdicts(before);
    }

    private LibraryVerdicts(LibraryVerdicts kept) =>
        (Revision, _byId, _machine, _verdicts) = (kept.Revision, kept._byId, kept._machine, kept._verdicts);

    public long Revision { get; }

    public IEnumerable<JudgedModel> Models => _byId.Values;

    internal JudgedModel? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Judges every model when it is asked for the first time.</summary>
    public ProviderVerdicts Of(ProviderDefinition provider) =>
        _verdicts.GetOrAdd(provider, one => new Lazy<ProviderVerdicts>(() => Judge(one))).Value;

    /// <summary>One pair; null when there is no such model.</summary>
    public CompatibilityVerdict? Find(string id, ProviderDefinition provider) =>
        _byId.TryGetValue(id, out var model) ? Judge(model, provider) : null;

    private ProviderVerdicts Judge(ProviderDefinition provider)
    {
        var known = _before?._verdicts.GetValueOrDefault(provider) is { IsValueCreated: true } before
            ? before.Value
            : null;
        List<ModelVerdict> compatible = [];
        Dictionary<JudgedModel, CompatibilityVerdict?> byModel = new(_byId.Count);
        foreach (var model in _byId.Values)
        {
            if (known is null || !known.TryFind(model, out var verdict))
                verdict = Judge(model, provider) is { Compatible: true } yes ? yes.WithoutParts() : null;
            byModel.Add(model, verdict);
            // What is broken or away is neither here nor to be had.
            if (verdict is not null && model.Status != ModelStatus.Error && model.IsWithinReach(provider.Id))
                compatible.Add(new ModelVerdict(model, verdict));
        }

        compatible.Sort(
            (one, other) =>
                other.Verdict.Score.CompareTo(one.Verdict.Score) is var order and not 0
                    ? order
                    : string.CompareOrdinal(one.Model.Id, other.Model.Id)
        );
        return new ProviderVerdicts(provider, compatible, byModel);
    }

    private CompatibilityVerdict Judge(JudgedModel model, ProviderDefinition provider) =>
        CompatibilityScore.Judge(model.Facts, provider, _machine);
}
