using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Outlook;

/// <summary>Chooses among the variants of one model: the most bits that run whole and leave some room.</summary>
public static class BestVariant
{
    private const double Room = 0.9;

    /// <typeparam name="T">What has the facts.</typeparam>
    /// <param name="variants">Of one family; of equals the first one is taken.</param>
    /// <param name="facts">What is known of one.</param>
    /// <param name="provider">What would run it.</param>
    /// <param name="machine">Where.</param>
    /// <returns>Null when none runs.</returns>
    public static T? Find<T>(
        IEnumerable<T> variants,
        Func<T, ModelFacts> facts,
        ProviderDefinition provider,
        MachineProfile machine
    )
        where T : class
    {
        var running = variants
            .Select(one => (Variant: one, Verdict: CompatibilityScore.Judge(facts(one), provider, machine)))
            .Where(one => one.Verdict.Compatible)
            .ToArray();
        if (running.Length == 0)
            return null;
        var roomy = running.Where(one => IsRoomy(facts(one.Variant), provider, machine)).ToArray();
        return roomy.Length > 0
            ? roomy.MaxBy(one => facts(one.Variant).WeightBytes ?? facts(one.Variant).SizeBytes).Variant
            : running.MaxBy(one => one.Verdict.Score).Variant;
    }

    private static bool IsRoomy(ModelFacts model, ProviderDefinition provider, MachineProfile machine) =>
        CompatibilityScore.NeedOf(model, provider) is { } need
        && MemoryFit.Of(need, provider, machine) is { Place: MemoryPlace.Gpu or MemoryPlace.Ram, Used: <= Room };
}
