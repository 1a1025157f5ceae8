using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Why a score is what it is, for a person; always at least one reason.</summary>
internal static class Explanation
{
    private const double FewBits = 0.85;

    public static IReadOnlyList<Remark> Of(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile? machine,
        CapabilityFit? capabilities,
        (MemoryNeed Need, MemoryFit Fit)? memory
    ) =>
        [
            .. OfCapabilities(provider, capabilities),
            .. memory is var (need, fit) ? MemoryRemarks.Of(model, provider, machine!, need, fit) : [],
            .. OfQuantization(model, provider),
            .. OfContext(model, capabilities),
            .. OfSizes(model, provider, machine),
            Remark.Of("format.read", $"{provider.Name} reads {model.Format ?? "this format"}"),
        ];

    private static IEnumerable<Remark> OfCapabilities(ProviderDefinition provider, CapabilityFit? capabilities)
    {
        if (capabilities is { IsOtherClass: true })
            yield return Remark.Of(
                $"class.other_than_{provider.RequiredCapabilities[0].Replace('-', '_')}",
                $"it is not made for {string.Join(" and ", provider.RequiredCapabilities)}, but {provider.Name} runs it"
            );
        else if (capabilities is { HasRequired: false })
            yield return Remark.Of(
                "capability.missing",
                $"{provider.Name} is for {string.Join(" and ", provider.RequiredCapabilities)}",
                "choose a model made for it"
            );
    }

    private static IEnumerable<Remark> OfQuantization(ModelFacts model, ProviderDefinition provider)
    {
        if (model.Quantization is not { } word || QuantizationQuality.IsNone(word))
            yield break;
        if (QuantizationQuality.Find(word) is < FewBits)
            yield return Remark.Of("quality.low_bits", $"{word} loses much of the model's strength", "prefer Q4_K_M");
        else if (provider.QuantizationSupport == "excellent")
            yield return Remark.Of("quant.native", $"{provider.Name} runs {word} as it is");
    }

    private static IEnumerable<Remark> OfContext(ModelFacts model, CapabilityFit? capabilities)
    {
        if (
            model.ContextLength is { } length and < CompatibilityScore.WantedContext
            && capabilities is not { IsOtherClass: true }
        )
            yield return Remark.Of("context.small", $"its context is {length} tokens");
    }

    // Remarks and no gates: models of embeddings are small and good.
    private static IEnumerable<Remark> OfSizes(ModelFacts model, ProviderDefinition provider, MachineProfile? machine)
    {
        var (smallest, largest) = provider.ModelSizeLimits;
        if (model.SizeBytes is { } small && small < smallest)
            yield return Remark.Of(
                "size.small",
                $"it is smaller than most models of {provider.Name}, which have {MemoryRemarks.Bytes(smallest)} and more"
            );
        if (model.SizeBytes is { } large && largest > 0 && large > largest)
            yield return Remark.Of(
                "size.large",
                $"it is larger than most models of {provider.Name}, which have up to {MemoryRemarks.Bytes(largest)}"
            );
        var wanted = provider.MemoryRequirements.Min;
        if (
            machine is not null
            && machine.RamBytes + machine.Gpus.Sum(gpu => gpu.MemoryBytes) is var has
            && has < wanted
        )
            yield return Remark.Of(
                "machine.small",
                $"{provider.Name} asks for {MemoryRemarks.Bytes(wanted)} of memory, and this machine has {MemoryRemarks.Bytes(has)}"
            );
    }
}
