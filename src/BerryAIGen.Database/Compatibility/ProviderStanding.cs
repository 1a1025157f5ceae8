using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Compatibility;

/// <summary>Whether a provider can be used: it is well, and there are models for it.</summary>
public sealed class ProviderStanding
{
    private const int MostSuggested = 3;

    private ProviderStanding(ProviderVerdicts verdicts, ProviderHealth health)
    {
        (Provider, Health) = (verdicts.Provider, health);
        LocalModels = [.. verdicts.Local.Select(row => row.Model.Id)];
        Obstacle = verdicts.Obstacle;
        Available = verdicts.Available.Count();
        Compatible = verdicts.Compatible.Count;
        Chosen = [.. verdicts.Chosen.Select(row => row.Model.Id)];
        SuggestedDownloads = [.. verdicts.Available.Take(MostSuggested).Select(row => row.Model.Id)];
    }

    public ProviderDefinition Provider { get; }

    public ProviderHealth Health { get; }

    /// <summary>What a person chose for it and it runs.</summary>
    public IReadOnlyList<string> Chosen { get; }

    /// <summary>The models that are here and that it runs, the chosen and the best first.</summary>
    public IReadOnlyList<string> LocalModels { get; }

    /// <summary>Why it runs nothing at all on this machine; null when it may.</summary>
    public string? Obstacle { get; }

    /// <summary>How many that it runs can be downloaded.</summary>
    public int Available { get; }

    /// <summary>How many it runs.</summary>
    public int Compatible { get; }

    /// <summary>The best that can be downloaded.</summary>
    public IReadOnlyList<string> SuggestedDownloads { get; }

    public bool IsCloud => Provider.InferenceType == "cloud";

    /// <summary>A cloud must answer; what runs here is well until it is asked and fails.</summary>
    public bool IsHealthy => IsCloud ? Health.State == ProviderState.Reachable : !Health.HasFailed;

    /// <summary><c>healthy</c>, <c>needs_models</c> or <c>error</c>.</summary>
    public string Status =>
        Health.HasFailed ? "error"
        : IsCloud ? (IsHealthy ? "healthy" : "needs_models")
        : LocalModels.Count > 0 ? "healthy"
        : "needs_models";

    public static ProviderStanding Of(ProviderVerdicts verdicts, ProviderHealth health) => new(verdicts, health);

    /// <summary>What would bring it on.</summary>
    public IEnumerable<string> Recommendations()
    {
        if (Health.Message is { } message && (Health.HasFailed || IsCloud))
            yield return message;
        if (IsCloud || LocalModels.Count > 0)
            yield break;
        yield return Obstacle
            ?? (
                SuggestedDownloads.Count > 0
                    ? $"Download a model for {Provider.Name}, such as {SuggestedDownloads[0]}."
                    : $"There is no model for {Provider.Name} yet: it reads {string.Join(", ", Provider.Formats.Except(Provider.LegacyFormats.Keys))}."
            );
    }
}

/// <summary>How all providers stand together.</summary>
/// <param name="Providers">Each of them.</param>
public sealed record ProviderStandings(IReadOnlyList<ProviderStanding> Providers)
{
    public int Healthy => Providers.Count(provider => provider.IsHealthy);

    public int WithModels => Providers.Count(provider => provider.LocalModels.Count > 0);

    /// <summary>The sum over the providers; a model that several run counts for each.</summary>
    public int Compatible => Providers.Sum(provider => provider.Compatible);

    /// <summary><c>error</c> when none is well, <c>needs_models</c> when nothing is here, <c>degraded</c> below half, else <c>healthy</c>.</summary>
    public string Status =>
        Healthy == 0 ? "error"
        : WithModels == 0 ? "needs_models"
        : Healthy * 2 < Providers.Count ? "degraded"
        : "healthy";
}
