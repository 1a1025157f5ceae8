using System.Collections.Concurrent;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Outlook;
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
    private readonly Dictionary<string, JudgedModel> _byId;
    private readonly Dictionary<string, JudgedModel>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly MachineProfile _machine;

    internal LibraryVerdicts(
        long revision,
        Dictionary<string, JudgedModel> models,
        MachineProfile machine,
        VerdictMemory memory
    )
    {
        (Revision, _byId, _machine, Memory) = (revision, models, machine, memory);
        _bySpan = models.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public long Revision { get; }

    public IReadOnlyCollection<JudgedModel> Models => _byId.Values;

    internal int Count => _byId.Count;

    internal VerdictMemory Memory { get; }

    internal JudgedModel? Find(string id) => _byId.GetValueOrDefault(id);

    internal JudgedModel? Find(ReadOnlySpan<char> id) => _bySpan.TryGetValue(id, out var model) ? model : null;

    /// <summary>Judges every model when it is asked for the first time, and later only those that changed.</summary>
    public ProviderVerdicts Of(ProviderDefinition provider) =>
        _verdicts.GetOrAdd(provider, one => new Lazy<ProviderVerdicts>(() => Judge(one))).Value;

    /// <summary>Finds out which models are variants of one, so that the first question about a model does not wait for it.</summary>
    public void Prepare() => Memory.Families.Prepare(this);

    /// <summary>One pair; null when there is no such model.</summary>
    public CompatibilityVerdict? Find(string id, ProviderDefinition provider) =>
        _byId.TryGetValue(id, out var model) ? CompatibilityScore.Judge(model.Facts, provider, _machine) : null;

    /// <summary>One pair with how it stands on this machine now; null when there is no such model.</summary>
    /// <param name="id">The model.</param>
    /// <param name="provider">What would run it.</param>
    /// <param name="now">The machine, with what is free.</param>
    public PairOutlook? Look(string id, ProviderDefinition provider, MachineProfile now) =>
        _byId.TryGetValue(id, out var model)
            ? PairOutlook.Of(model, provider, VariantsOf(model, provider), _machine, now)
            : null;

    // What is broken or in another provider's store is no choice; the model itself is one of them. Of equals the one that
    // is here goes first.
    private IEnumerable<JudgedModel> VariantsOf(JudgedModel model, ProviderDefinition provider) =>
        Memory
            .Families.Of(model.Id, this)
            .Select(Find)
            .OfType<JudgedModel>()
            .Where(other =>
                !other.IsBroken && other.IsWithinReach(provider.Id) && ModelFamily.AreAlike(model.Facts, other.Facts)
            )
            .OrderByDescending(other => other.IsLocal)
            .ThenBy(other => other.Id, StringComparer.Ordinal);

    private ProviderVerdicts Judge(ProviderDefinition provider)
    {
        var slot = Memory.Slots.Of(provider);
        var verdicts =
            Memory.Find(provider) is { } known && Memory.Changes.FindBetween(known.Revision, Revision) is { } changes
                ? known.Verdicts.After(changes.Gone, Rank(changes.Come, provider, slot))
                : new ProviderVerdicts(provider, Rank(_byId.Values, provider, slot), _machine);
        Memory.Keep(verdicts, Revision);
        return verdicts;
    }

    private RankedModel[] Rank(IReadOnlyCollection<JudgedModel> models, ProviderDefinition provider, int slot)
    {
        List<RankedModel> compatible = [];
        foreach (var model in models)
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
        Array.Sort(ranked, (one, other) => one.CompareTo(other));
        return ranked;
    }
}
