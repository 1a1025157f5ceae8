using System.Globalization;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>What makes a model impossible on a provider, whatever else speaks for it.</summary>
internal static class Gates
{
    /// <summary>The closed gate and what to do; null when all are open.</summary>
    public static (CompatibilityReason Reason, string Recommendation)? FindClosed(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile? machine,
        MemoryFit? fit
    ) =>
        OfFormat(model, provider)
        ?? OfArchitecture(model, provider)
        ?? OfFiles(model)
        ?? (machine is null ? null : OfDevice(model, provider, machine))
        ?? OfMemory(fit);

    private static (CompatibilityReason, string)? OfFormat(ModelFacts model, ProviderDefinition provider)
    {
        if (model.Format is not { } format)
            return null;
        if (provider.LegacyFormats.TryGetValue(format, out var advice))
            return Closed("format.legacy", $"{provider.Name} no longer reads {format}", advice);
        return provider.Formats.Concat(provider.ImportFormats).Contains(format, StringComparer.OrdinalIgnoreCase)
            ? null
            : Closed(
                "format.unsupported",
                $"{provider.Name} does not read {format}",
                $"look for this model as {string.Join(" or ", provider.Formats)}"
            );
    }

    private static (CompatibilityReason, string)? OfArchitecture(ModelFacts model, ProviderDefinition provider) =>
        model.Architecture is { } architecture && provider.Architectures is { } known && !known.Knows(architecture)
            ? Closed(
                "arch.unsupported",
                $"{provider.Name} up to {known.Engine} does not know the architecture {architecture}",
                $"update {provider.Name}; this architecture may need a newer one than {known.Engine}"
            )
            : null;

    private static (CompatibilityReason, string)? OfFiles(ModelFacts model) =>
        model.Incomplete is { } what
            ? Closed(
                "files.incomplete",
                $"the model is not whole: {what}",
                "download it again, or the part that is missing"
            )
            : null;

    private static (CompatibilityReason, string)? OfDevice(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile machine
    )
    {
        if (provider.Devices.Count == 0 || provider.Devices.Contains("cpu"))
            return OfGeneration(model, provider, machine);
        return machine.Gpus.Any(gpu => provider.Devices.Contains(gpu.Backend))
            ? OfGeneration(model, provider, machine)
            : Closed(
                "device.missing",
                $"{provider.Name} needs {string.Join(" or ", provider.Devices)}, and this machine has none",
                "choose a provider that runs on the processor, such as llama.cpp"
            );
    }

    private static (CompatibilityReason, string)? OfGeneration(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile machine
    )
    {
        if (
            model.Quantization is not { } quantization
            || !provider.QuantizationNeeds.TryGetValue(quantization.ToLowerInvariant(), out var needed)
        )
            return null;
        var best = machine.Gpus.Max(gpu => gpu.ComputeCapability);
        return best is { } have && have < needed
            ? Closed(
                $"quant.needs_compute_capability_{needed.ToString("0.0", CultureInfo.InvariantCulture)}",
                $"{quantization} needs a graphics card of compute capability {needed:0.0}, and this one has {have:0.0}",
                "choose another quantisation"
            )
            : null;
    }

    private static (CompatibilityReason, string)? OfMemory(MemoryFit? fit) =>
        fit is { Exceeds: true }
            ? Closed(
                "memory.exceeds_machine",
                $"it needs {Bytes(fit.Need)}, and this machine has {Bytes(fit.Budget)} to give",
                "choose a smaller variant, or a shorter context"
            )
            : null;

    internal static string Bytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");

    private static (CompatibilityReason, string) Closed(string code, string text, string recommendation) =>
        (new CompatibilityReason(code, text), recommendation);
}
