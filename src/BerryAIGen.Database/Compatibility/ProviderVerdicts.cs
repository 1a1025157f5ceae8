using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>The models that one provider runs on this machine, the best first.</summary>
public sealed class ProviderVerdicts
{
    private readonly Dictionary<JudgedModel, CompatibilityVerdict?> _byModel;

    internal ProviderVerdicts(
        ProviderDefinition provider,
        IReadOnlyList<ModelVerdict> compatible,
        Dictionary<JudgedModel, CompatibilityVerdict?> byModel
    ) => (Provider, Compatible, _byModel) = (provider, compatible, byModel);

    public ProviderDefinition Provider { get; }

    public IReadOnlyList<ModelVerdict> Compatible { get; }

    /// <summary>Of them, what is here.</summary>
    public IEnumerable<ModelVerdict> Local => Compatible.Where(row => row.Model.IsLocal);

    /// <summary>Of them, what can be downloaded.</summary>
    public IEnumerable<ModelVerdict> Available => Compatible.Where(row => row.Model.IsAvailable);

    /// <summary>Ids of a band, the best first.</summary>
    public IReadOnlyList<string> Band(string name) =>
        [.. Compatible.Where(row => row.Verdict.Band == name).Select(row => row.Model.Id)];

    /// <summary>Whether the model was judged; what does not run leaves no verdict behind.</summary>
    internal bool TryFind(JudgedModel model, out CompatibilityVerdict? verdict) =>
        _byModel.TryGetValue(model, out verdict);
}

/// <param name="Model">The model.</param>
/// <param name="Verdict">What was found of it and the provider.</param>
public sealed record ModelVerdict(JudgedModel Model, CompatibilityVerdict Verdict);
