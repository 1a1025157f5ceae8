using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>The models that one provider runs on this machine: the chosen ones first, then the best.</summary>
public sealed class ProviderVerdicts
{
    private readonly RankedModel[] _ranked;
    private readonly MachineProfile _machine;
    private readonly HashSet<string> _chosen;

    internal ProviderVerdicts(ProviderDefinition provider, RankedModel[] ranked, MachineProfile machine)
        : this(provider, ranked, machine, []) { }

    private ProviderVerdicts(
        ProviderDefinition provider,
        RankedModel[] ranked,
        MachineProfile machine,
        HashSet<string> chosen
    ) => (Provider, _ranked, _machine, _chosen) = (provider, ranked, machine, chosen);

    public ProviderDefinition Provider { get; }

    public IReadOnlyList<RankedModel> Compatible => _ranked;

    /// <summary>Of them, what is here.</summary>
    public IEnumerable<RankedModel> Local => _ranked.Where(row => row.Model.IsLocal);

    /// <summary>Of them, what can be downloaded.</summary>
    public IEnumerable<RankedModel> Available => _ranked.Where(row => row.Model.IsAvailable);

    /// <summary>Of them, what a person chose for the provider.</summary>
    public IEnumerable<RankedModel> Chosen => _ranked.Where(row => IsChosen(row.Model));

    /// <summary>Ids of a band, in the order of all.</summary>
    public IReadOnlyList<string> Band(string name) =>
        [.. _ranked.Where(row => row.Band == name).Select(row => row.Model.Id)];

    /// <summary>Why a model has its score: made when it is asked for, because ten thousand of them take room.</summary>
    public CompatibilityVerdict Explain(JudgedModel model) => CompatibilityScore.Judge(model.Facts, Provider, _machine);

    /// <summary>The same with what a person chose at the front.</summary>
    /// <param name="ids">Of the library, or as the provider calls what it holds.</param>
    public ProviderVerdicts PutFirst(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return this;
        HashSet<string> chosen = [.. ids, .. ids.Select(id => $"{Provider.Id}/{id}")];
        return new ProviderVerdicts(
            Provider,
            [.. _ranked.OrderByDescending(row => chosen.Contains(row.Model.Id))],
            _machine,
            chosen
        );
    }

    public bool IsChosen(JudgedModel model) => _chosen.Contains(model.Id);
}

/// <param name="Model">The model.</param>
/// <param name="Score">0.5 to 1.</param>
public readonly record struct RankedModel(JudgedModel Model, double Score)
{
    /// <summary><c>excellent</c>, <c>good</c> or <c>acceptable</c>.</summary>
    public string Band => CompatibilityVerdict.BandOf(Score);
}
