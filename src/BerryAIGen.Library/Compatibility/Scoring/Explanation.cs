using System.Globalization;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Why a score is what it is, for a person; always at least one reason.</summary>
internal static class Explanation
{
    public static IReadOnlyList<(CompatibilityReason Reason, string? Recommendation)> Of(
        ModelFacts model,
        ProviderDefinition provider,
        CapabilityFit? capabilities,
        MemoryFit? fit,
        MemoryNeed? need
    ) =>
        [
            .. OfCapabilities(provider, capabilities),
            .. OfMemory(fit, need),
            .. OfQuality(model),
            .. OfContext(model, capabilities),
            (new("format.read", $"{provider.Name} reads {model.Format ?? "this format"}"), null),
        ];

    private static IEnumerable<(CompatibilityReason, string?)> OfCapabilities(
        ProviderDefinition provider,
        CapabilityFit? capabilities
    )
    {
        if (capabilities is { IsOtherClass: true })
            yield return (
                new(
                    $"class.other_than_{provider.RequiredCapabilities[0].Replace('-', '_')}",
                    $"it is not made for {string.Join(" and ", provider.RequiredCapabilities)}, but {provider.Name} runs it"
                ),
                null
            );
        else if (capabilities is { HasRequired: false })
            yield return (
                new(
                    "capability.missing",
                    $"{provider.Name} is for {string.Join(" and ", provider.RequiredCapabilities)}"
                ),
                "choose a model made for it"
            );
    }

    private static IEnumerable<(CompatibilityReason, string?)> OfMemory(MemoryFit? fit, MemoryNeed? need)
    {
        if (fit is null)
            yield break;
        yield return fit.Place switch
        {
            MemoryPlace.Gpu => (new("memory.fits_gpu", $"uses {Percent(fit.Used)} of the graphics memory"), null),
            MemoryPlace.Ram => (new("memory.fits_ram", $"uses {Percent(fit.Used)} of the memory"), null),
            _ => (
                new("memory.partial", $"{Percent(fit.Spill)} would run from the machine's memory, which is slower"),
                "choose a smaller variant or a shorter context to run it whole on the graphics card"
            ),
        };
        if (need is { IsFromSizeOnly: true })
            yield return (
                new("memory.size_only", "its header is not read yet; the need is estimated from the size"),
                null
            );
    }

    private static IEnumerable<(CompatibilityReason, string?)> OfQuality(ModelFacts model)
    {
        if (model.Quantization is { } word && QuantizationQuality.Find(word) is < 0.85)
            yield return (new("quality.low_bits", $"{word} loses much of the model's strength"), "prefer Q4_K_M");
    }

    private static IEnumerable<(CompatibilityReason, string?)> OfContext(ModelFacts model, CapabilityFit? capabilities)
    {
        if (
            model.ContextLength is { } length and < CompatibilityScore.WantedContext
            && capabilities is not { IsOtherClass: true }
        )
            yield return (new("context.small", $"its context is {length} tokens"), null);
    }

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
