using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Outlook;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using Variants = BerryAIGen.Library.Compatibility.Outlook.BestVariant;

namespace BerryAIGen.Database.Compatibility;

/// <summary>A model on a provider: what was judged, how it stands on this machine now, and which variant would suit best.</summary>
public sealed record PairOutlook
{
    private PairOutlook(JudgedModel model, CompatibilityVerdict verdict) => (Model, Verdict) = (model, verdict);

    public JudgedModel Model { get; }

    public CompatibilityVerdict Verdict { get; private init; }

    /// <summary>Null for a cloud, and where nothing of the need is known.</summary>
    public MachineOutlook? Machine { get; private init; }

    /// <summary>Of several variants of the model the one that suits this machine best; null when there is no other.</summary>
    public JudgedModel? BestVariant { get; private init; }

    internal static PairOutlook Of(
        JudgedModel model,
        ProviderDefinition provider,
        IEnumerable<JudgedModel> variants,
        MachineProfile machine,
        MachineProfile now
    )
    {
        var verdict = CompatibilityScore.Judge(model.Facts, provider, machine);
        var outlook = MachineOutlook.Of(model.Facts, provider, verdict, now);
        JudgedModel[] family = [.. variants];
        var best = family.Length < 2 ? null : Variants.Find(family, one => one.Facts, provider, machine);
        return new PairOutlook(model, verdict)
        {
            Machine = outlook,
            BestVariant = best,
            Verdict = verdict with { Recommendations = [.. Advise(verdict, model, best, outlook, provider)] },
        };
    }

    // What the library has goes before what would be good in general.
    private static IEnumerable<CompatibilityAdvice> Advise(
        CompatibilityVerdict verdict,
        JudgedModel model,
        JudgedModel? best,
        MachineOutlook? outlook,
        ProviderDefinition provider
    )
    {
        var other = ReferenceEquals(best, model) ? null : best;
        foreach (var advice in verdict.Recommendations)
        {
            var named = other is null ? null : Named(advice.Code, other);
            if (named is not null)
                yield return new CompatibilityAdvice(advice.Code, named);
            // Another context, or fewer bits, is another way.
            if (named is null || advice.Code.StartsWith("memory.", StringComparison.Ordinal))
                yield return advice;
        }

        if (outlook?.FindAdvice(provider) is { } busy)
            yield return busy;
    }

    private static string? Named(string code, JudgedModel other) =>
        code switch
        {
            "memory.exceeds" => $"largest variant that fits: {other.Id}",
            "memory.partial" => $"choose {other.Id}, which suits this machine better",
            "quality.low_bits" => $"prefer {other.Id}",
            "format.other" or "format.convert" => $"a {other.Facts.Format} of this model exists: {other.Id}",
            _ => null,
        };
}
