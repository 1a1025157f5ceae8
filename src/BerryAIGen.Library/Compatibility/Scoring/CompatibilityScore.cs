using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Judges a model on a provider: a pure function of what is known of the three.</summary>
public static class CompatibilityScore
{
    /// <summary>Tokens that people want when they do not say.</summary>
    public const int WantedContext = 4096;

    private const double WantedByEmbeddings = 512;
    private const int StrongBillions = 14;

    /// <param name="model">What is known of it.</param>
    /// <param name="provider">What would run it.</param>
    /// <param name="machine">Where; null leaves memory out.</param>
    public static CompatibilityVerdict Judge(ModelFacts model, ProviderDefinition provider, MachineProfile? machine)
    {
        var need = machine is null ? null : NeedOf(model, provider);
        var fit = need is null ? null : MemoryFit.Of(need, provider, machine!);
        (MemoryNeed, MemoryFit)? memory = fit is null ? null : (need!, fit);
        if (Gates.FindClosed(model, provider, machine, memory) is { } closed)
            return new CompatibilityVerdict
            {
                Provider = provider.Id,
                Compatible = false,
                Score = 0,
                Band = CompatibilityVerdict.BandOf(0),
                Reasons = [closed.Reason],
                Recommendations = [closed.Advice!],
                NeedBytes = fit?.Need,
                NeedContext = need?.Context,
                LargestContext = fit is { Exceeds: true } ? LargestContext(model, provider, machine!) : null,
            };

        var capabilities = CapabilityFit.Of(model, provider);
        var parts = new ScoreParts();
        parts.Add("format", 0.25, FormatWorth(model, provider));
        parts.Add("capabilities", 0.25, capabilities?.Worth);
        parts.Add("memory", 0.20, fit?.Worth);
        parts.Add("context", 0.10, ContextWorth(model, capabilities));
        parts.Add("quantization", 0.10, QuantizationWorth(model, provider));
        parts.Add("strength", 0.10, capabilities is { IsOtherClass: true } ? null : Strength(model));
        var score = Math.Round(Math.Min(parts.Mean, Cap(capabilities, fit, need)), 4);
        var reasons = Explanation.Of(model, provider, machine, capabilities, memory);
        return new CompatibilityVerdict
        {
            Provider = provider.Id,
            Compatible = score >= 0.5,
            Score = score,
            Band = CompatibilityVerdict.BandOf(score),
            Reasons = [.. reasons.Select(row => row.Reason)],
            Recommendations = [.. reasons.Select(row => row.Advice).OfType<CompatibilityAdvice>()],
            Components = parts.Known,
            Unknown = parts.Unknown,
            NeedBytes = fit?.Need,
            NeedContext = need?.Context,
            LargestContext = machine is null ? null : LargestContext(model, provider, machine),
        };
    }

    /// <summary>Why a provider runs nothing at all on a machine, with what to do, as a sentence; null when it may.</summary>
    public static string? FindObstacle(ProviderDefinition provider, MachineProfile machine) =>
        Gates.FindMissingDevice(provider, machine) is { } missing
            ? $"{missing.Reason.Text}; {missing.Advice!.Text}."
            : null;

    /// <summary>
    /// The provider that runs a model best here, by its id; of equals one that reads it as it is, then the first by name.
    /// Empty when none runs it.
    /// </summary>
    public static string FindBest(
        ModelFacts model,
        IReadOnlyList<ProviderDefinition> providers,
        MachineProfile machine
    ) =>
        providers
            .Select(provider => Judge(model, provider, machine))
            .Where(verdict => verdict.Compatible)
            .OrderByDescending(verdict => verdict.Score)
            .ThenByDescending(verdict => verdict.Components.GetValueOrDefault("format"))
            .ThenBy(verdict => verdict.Provider, StringComparer.Ordinal)
            .Select(verdict => verdict.Provider)
            .FirstOrDefault("");

    /// <summary>At the context that people want, or the model's own when that is shorter.</summary>
    internal static MemoryNeed? NeedOf(
        ModelFacts model,
        ProviderDefinition? provider = null,
        int wanted = WantedContext
    )
    {
        var projector = model.ProjectorBytes ?? 0;
        if (model.Shape is { } shape && (model.WeightBytes ?? model.SizeBytes) is { } weights)
        {
            var context = Math.Min(wanted, model.ContextLength ?? wanted);
            return MemoryNeed.Of(weights + projector, shape, new MemoryOptions { Context = context });
        }

        return model.SizeBytes is { } size ? MemoryNeed.OfSize(size + projector, provider?.UnreadReserve ?? 0) : null;
    }

    // The need grows with the context, so the border is found by halving.
    private static int? LargestContext(ModelFacts model, ProviderDefinition provider, MachineProfile machine)
    {
        const int Step = 256;
        if (model.Shape is null || model.ContextLength is not { } most || NeedOf(model, provider, Step) is null)
            return null;
        var (fits, fails) = (0, (most / Step) + 1);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            if (MemoryFit.Of(NeedOf(model, provider, middle * Step)!, provider, machine).Exceeds)
                fails = middle;
            else
                fits = middle;
        }

        return fits == 0 ? null : Math.Min(most, fits * Step);
    }

    private static double? FormatWorth(ModelFacts model, ProviderDefinition provider) =>
        model.Format is null ? null
        : !provider.Formats.Contains(model.Format, StringComparer.OrdinalIgnoreCase) ? 0.8
        : model.Architecture is null && provider.Architectures is not null ? 0.6
        : 1;

    private static double? ContextWorth(ModelFacts model, CapabilityFit? capabilities) =>
        model.ContextLength is { } length
            ? Math.Min(1, length / (capabilities is { IsOtherClass: true } ? WantedByEmbeddings : WantedContext))
            : null;

    private static double? QuantizationWorth(ModelFacts model, ProviderDefinition provider)
    {
        if (model.Quantization is not { } quantization)
            return null;
        if (QuantizationQuality.IsNone(quantization))
            return 1;
        var support = provider.QuantizationSupport switch
        {
            "excellent" => 1,
            "good" => 0.8,
            _ => 0.3,
        };
        return QuantizationQuality.Find(quantization) * support;
    }

    private static double? Strength(ModelFacts model) =>
        model.Parameters is { } billions
            ? Math.Clamp(Math.Log2(1 + billions) / Math.Log2(1 + StrongBillions), 0.05, 1)
            : null;

    private static double Cap(CapabilityFit? capabilities, MemoryFit? fit, MemoryNeed? need)
    {
        var cap = 1.0;
        if (capabilities is { IsOtherClass: true })
            cap = Math.Min(cap, 0.60);
        else if (capabilities is { HasRequired: false })
            cap = Math.Min(cap, 0.45);
        if (fit is { Place: MemoryPlace.Both })
            cap = Math.Min(cap, 0.69);
        else if (fit is { Used: > 0.9 })
            cap = Math.Min(cap, 0.89);
        if (fit is not null && need is { IsFromSizeOnly: true } && capabilities is not { IsOtherClass: true })
            cap = Math.Min(cap, 0.69);
        return cap;
    }
}
