using System.Globalization;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>What makes a model impossible on a provider, whatever else speaks for it.</summary>
internal static class Gates
{
    private const string Unsupported = "format.unsupported";
    private const string Other = "format.other";

    /// <summary>The closed gate and what to do; null when all are open.</summary>
    public static Remark? FindClosed(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile? machine,
        (MemoryNeed Need, MemoryFit Fit)? memory
    ) =>
        OfFile(model)
        ?? OfFormat(model, provider)
        ?? OfArchitecture(model, provider)
        ?? OfQuantization(model, provider)
        ?? OfFiles(model)
        ?? (machine is null ? null : FindMissingDevice(provider, machine) ?? OfGeneration(model, provider, machine))
        ?? (
            memory is var (need, fit) && fit.Exceeds
                ? MemoryRemarks.Exceeding(model, provider, machine!, need, fit)
                : null
        );

    /// <summary>What a provider computes on and this machine does not have; null when it has it.</summary>
    public static Remark? FindMissingDevice(ProviderDefinition provider, MachineProfile machine) =>
        provider.Devices.Count == 0
        || provider.Devices.Contains("cpu")
        || machine.Gpus.Any(gpu => provider.Devices.Contains(gpu.Backend))
            ? null
            : Remark.Of(
                "device.missing",
                $"{provider.Name} needs a graphics card for {Either(provider.Devices)}, and this machine has none",
                "choose a provider that runs on the processor, such as llama.cpp",
                "device.other"
            );

    private static Remark? OfFile(ModelFacts model) =>
        model.NoModel is { } why
            ? Remark.Of(
                "files.no_model",
                $"the file is no model: {why.TrimEnd('.')}",
                "download the model itself, and delete this file"
            )
            : null;

    private static Remark? OfFormat(ModelFacts model, ProviderDefinition provider)
    {
        if (model.Format is not { } format)
            return null;
        if (provider.LegacyFormats.TryGetValue(format, out var advice))
            return Remark.Of("format.legacy", $"{provider.Name} no longer reads {format}", advice, "format.convert");
        if (provider.Formats.Concat(provider.ImportFormats).Contains(format, StringComparer.OrdinalIgnoreCase))
            return null;
        return provider.InferenceType == "cloud"
            ? Remark.Of(
                Unsupported,
                $"{provider.Name} runs its own models and takes no files",
                "choose a provider of this machine, such as llama.cpp",
                Other
            )
            : Remark.Of(
                Unsupported,
                $"{provider.Name} does not read {format}",
                $"look for this model as {Either(provider.Formats.Except(provider.LegacyFormats.Keys))}",
                Other
            );
    }

    private static Remark? OfArchitecture(ModelFacts model, ProviderDefinition provider) =>
        model.Architecture is { } architecture && provider.Architectures is { } known && !known.Knows(architecture)
            ? Remark.Of(
                "arch.unsupported",
                $"{provider.Name} does not know the architecture \"{architecture}\" (by the list of {known.Engine})",
                $"update {provider.Name} if there is a newer one, which may know it",
                "arch.newer"
            )
            : null;

    private static Remark? OfQuantization(ModelFacts model, ProviderDefinition provider) =>
        model.Quantization is { } word
        && provider.UnsupportedQuantizations.Contains(word, StringComparer.OrdinalIgnoreCase)
            ? Remark.Of(
                "quant.unsupported",
                $"{provider.Name} does not read {word}",
                "choose another quantisation",
                "quant.other"
            )
            : null;

    private static Remark? OfFiles(ModelFacts model) =>
        model.Incomplete is { Length: > 0 } what
            ? Remark.Of(
                "files.incomplete",
                $"the model is not whole: {char.ToLowerInvariant(what[0])}{what[1..].TrimEnd('.')}",
                "download it again, or the part that is missing",
                "files.complete"
            )
            : null;

    private static Remark? OfGeneration(ModelFacts model, ProviderDefinition provider, MachineProfile machine)
    {
        if (
            model.Quantization is not { } quantization
            || !provider.QuantizationNeeds.TryGetValue(quantization.ToLowerInvariant(), out var needed)
        )
            return null;
        var best = machine.Gpus.Max(gpu => gpu.ComputeCapability);
        return best is { } have && have < needed
            ? Remark.Of(
                string.Create(CultureInfo.InvariantCulture, $"quant.needs_compute_capability_{needed:0.0}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{quantization} needs a graphics card of compute capability {needed:0.0}, and this one has {have:0.0}"
                ),
                "choose another quantisation",
                "quant.other"
            )
            : null;
    }

    // "a, b or c"
    private static string Either(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
