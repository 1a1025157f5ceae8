using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Outlook;

/// <summary>How a model would run on a machine with what it has free now, beside what it could with all of its memory.</summary>
public sealed record MachineOutlook
{
    /// <summary>Whether it would load when nothing else ran.</summary>
    public required bool CouldRun { get; init; }

    /// <summary>Whether it would load beside what runs now; null when the machine does not tell what is free.</summary>
    public bool? RunsNow { get; init; }

    /// <summary>With what the engine itself takes.</summary>
    public required long NeedBytes { get; init; }

    /// <summary>What models may take where it would lie.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>What is free there now; null when the machine does not tell.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>How many layers go onto the graphics cards; null when its layers are not known or it would not run.</summary>
    public int? LayersOnGpu { get; init; }

    /// <summary>All that it has; null like <see cref="LayersOnGpu"/>.</summary>
    public int? Layers { get; init; }

    /// <summary>An estimate, two digits; null for what writes no text, and where the memory's speed is not known.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>
    /// Null for a provider without a machine of its own, for a model of which not even the size is known, and for one that
    /// the provider would not run on any machine.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="provider">What would run it.</param>
    /// <param name="verdict">What was judged of the two.</param>
    /// <param name="machine">Where, as it is now.</param>
    public static MachineOutlook? Of(
        ModelFacts model,
        ProviderDefinition provider,
        CompatibilityVerdict verdict,
        MachineProfile machine
    )
    {
        var isTooLarge = verdict.Reasons is [{ Code: MemoryRemarks.TooLarge }, ..];
        if (
            provider.Devices.Count == 0
            || !(verdict.Compatible || isTooLarge)
            || CompatibilityScore.NeedOf(model, provider) is not { } need
        )
            return null;
        var could = MemoryFit.Of(need, provider, machine);
        var now = machine.FreeBudget is { } free ? MemoryFit.Of(need, provider, machine, free) : null;
        var outlook = new MachineOutlook
        {
            CouldRun = !could.Exceeds,
            RunsNow = now is null ? null : !now.Exceeds,
            NeedBytes = could.Need,
            BudgetBytes = could.Budget,
            FreeBytes = now?.Budget,
        };
        return outlook.CouldRun ? outlook.With(model, need, could, machine) : outlook;
    }

    /// <summary>What to do when it could run and does not now; null otherwise.</summary>
    public CompatibilityAdvice? FindAdvice(ProviderDefinition provider) =>
        this is { CouldRun: true, RunsNow: false, FreeBytes: { } free }
            ? new CompatibilityAdvice(
                "memory.busy",
                $"close other programs or unload other models: {provider.Name} needs {MemoryRemarks.Bytes(NeedBytes)} for it, and {MemoryRemarks.Bytes(free)} are free now"
            )
            : null;

    private MachineOutlook With(ModelFacts model, MemoryNeed need, MemoryFit fit, MachineProfile machine)
    {
        int? onGpu = model.Shape is not { } shape
            ? null
            : fit.Place switch
            {
                MemoryPlace.Gpu => shape.Layers,
                MemoryPlace.Both => MemoryFit.LayersOnGpu(need, shape.Layers, machine.Budget.Gpu),
                _ => 0,
            };
        return this with
        {
            LayersOnGpu = onGpu,
            Layers = model.Shape?.Layers,
            TokensPerSecond = Speed.Estimate(model, fit, machine),
        };
    }
}
