using System.Collections.Concurrent;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>All models of one revision of the library, and what was judged of them so far.</summary>
public sealed class LibraryVerdicts
{
    // Definitions are compared as objects: one that was read again is judged again.
    private readonly ConcurrentDictionary<ProviderDefinition, Lazy<ProviderVerdicts>> _verdicts = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly IReadOnlyDictionary<string, JudgedModel> _byId;
    private readonly MachineProfile _machine;

    internal LibraryVerdicts(
        long revision,
        IReadOnlyDictionary<string, JudgedModel> models,
        MachineProfile machine,
        ProviderSlots slots
    ) => (Revision, _byId, _machine, Slots) = (revision, models, machine, slots);

    public long Revision { get; }

    public IEnumerable<JudgedModel> Models => _byId.Values;

    internal ProviderSlots Slots { get; }

    internal JudgedModel? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Judges every model when it is asked for the first time.</summary>
    public ProviderVerdicts Of(ProviderDefinition provider) =>
        _verdicts.GetOrAdd(provider, one => new Lazy<ProviderVerdicts>(() => Judge(one))).Value;

    /// <summary>One pair; null when there is no such model.</summary>
    public CompatibilityVerdict? Find(string id, ProviderDefinition provider) =>
        _byId.TryGetValue(id, out var model) ? CompatibilityScore.Judge(model.Facts, provider, _machine) : null;

    private ProviderVerdicts Judge(ProviderDefinition provider)
    {
        var slot = Slots.Of(provider);
        List<RankedModel> compatible = [];
        foreach (var model in _byId.Values)
        {
            if (model.FindScore(slot) is not { } score)
            {
                var verdict = CompatibilityScore.Judge(model.Facts, provider, _machine);
                model.Keep(slot, score = verdict.Compatible ? verdict.Score : 0);
            }

            // What is broken or away is neither here nor to be had.
            if (score > 0 && !model.IsBroken && model.IsWithinReach(provider.Id))
                compatible.Add(new RankedModel(model, score));
        }

        var ranked = compatible.ToArray();
        Array.Sort(
            ranked,
            (one, other) =>
                other.Score.CompareTo(one.Score) is var order and not 0
                    ? order
                    : string.CompareOrdinal(one.Model.Id, other.Model.Id)
        );
        return new ProviderVerdicts(provider, ranked, _machine);
    }
}
