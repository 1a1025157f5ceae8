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

    /// <summary>Why it runs nothing at all on this machine; null when it may.</summary>
    public string? Obstacle => CompatibilityScore.FindObstacle(Provider, _machine);

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
            [
                .. _ranked.Where(row => chosen.Contains(row.Model.Id)),
                .. _ranked.Where(row => !chosen.Contains(row.Model.Id)),
            ],
            _machine,
            chosen
        );
    }

    public bool IsChosen(JudgedModel model) => _chosen.Contains(model.Id);

    /// <summary>The same of a later library; itself when nothing that changed concerns it.</summary>
    /// <param name="gone">Models that are not there any more, or not as they were.</param>
    /// <param name="come">What it runs of those that are there instead, in order.</param>
    internal ProviderVerdicts After(IReadOnlySet<JudgedModel> gone, RankedModel[] come)
    {
        var kept = gone.Count == 0 ? _ranked : Array.FindAll(_ranked, row => !gone.Contains(row.Model));
        return kept.Length == _ranked.Length && come.Length == 0
            ? this
            : new ProviderVerdicts(Provider, Merge(kept, come), _machine);
    }

    private static RankedModel[] Merge(RankedModel[] ranked, RankedModel[] others)
    {
        if (others.Length == 0)
            return ranked;
        var all = new RankedModel[ranked.Length + others.Length];
        for (int at = 0, one = 0, other = 0; at < all.Length; at++)
        {
            var isOther = one == ranked.Length || (other < others.Length && others[other].CompareTo(ranked[one]) < 0);
            all[at] = isOther ? others[other++] : ranked[one++];
        }

        return all;
    }
}

/// <param name="Model">The model.</param>
/// <param name="Score">0.5 to 1.</param>
public readonly record struct RankedModel(JudgedModel Model, double Score)
{
    /// <summary><c>excellent</c>, <c>good</c> or <c>acceptable</c>.</summary>
    public string Band => CompatibilityVerdict.BandOf(Score);

    /// <summary>The best first; of equals by id.</summary>
    internal int CompareTo(RankedModel other) =>
        other.Score.CompareTo(Score) is var order and not 0 ? order : string.CompareOrdinal(Model.Id, other.Model.Id);
}
