using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>How a need goes into a machine.</summary>
/// <param name="Need">Bytes, with what the engine itself takes.</param>
/// <param name="Budget">Bytes that the machine can give in the way that was chosen.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Spill">The share that does not go into the graphics cards.</param>
internal sealed record MemoryFit(long Need, long Budget, MemoryPlace Place, double Spill)
{
    // What gguf-parser counts for the engine.
    private const long RamOverhead = 150L << 20;
    private const long GpuOverhead = 250L << 20;

    // Up to here it is comfortable; from here it falls to the worth at a full machine.
    private const double Comfortable = 0.7;
    private const double OnProcessor = 0.9;
    private const double BestPartial = 0.6;
    private const double SpillCost = 0.4;

    public bool Exceeds => Place == MemoryPlace.Nowhere;

    /// <summary>The share of the budget that is used.</summary>
    public double Used => Budget == 0 ? double.PositiveInfinity : Need / (double)Budget;

    /// <summary>0 to 1.</summary>
    public double Worth =>
        Place switch
        {
            MemoryPlace.Gpu => Falling(Used),
            MemoryPlace.Ram => Falling(Used) * OnProcessor,
            MemoryPlace.Both => BestPartial - (SpillCost * Spill),
            _ => 0,
        };

    /// <summary>In what the machine has when nothing else runs.</summary>
    public static MemoryFit Of(MemoryNeed need, ProviderDefinition provider, MachineProfile machine) =>
        Of(need, provider, machine, machine.Budget);

    /// <param name="need">What the model needs.</param>
    /// <param name="provider">What would run it.</param>
    /// <param name="machine">Where.</param>
    /// <param name="budget">What of the machine may be taken.</param>
    public static MemoryFit Of(
        MemoryNeed need,
        ProviderDefinition provider,
        MachineProfile machine,
        MemoryBudget budget
    )
    {
        var gpu = UsesGpu(provider, machine) ? budget.Gpu : 0;
        if (gpu == 0)
        {
            var inRam = need.Total + RamOverhead;
            var fits = provider.Devices.Contains("cpu") && inRam <= budget.Ram;
            return new MemoryFit(inRam, budget.Ram, fits ? MemoryPlace.Ram : MemoryPlace.Nowhere, Spill: 1);
        }

        var onGpu = need.Total + GpuOverhead;
        if (onGpu <= gpu)
            return new MemoryFit(onGpu, gpu, MemoryPlace.Gpu, Spill: 0);
        return provider.Offloads && onGpu <= gpu + budget.Ram
            ? new MemoryFit(onGpu, gpu + budget.Ram, MemoryPlace.Both, 1 - (gpu / (double)onGpu))
            : new MemoryFit(onGpu, provider.Offloads ? gpu + budget.Ram : gpu, MemoryPlace.Nowhere, Spill: 1);
    }

    /// <summary>How many layers go whole onto the cards, beside what is computed in; each is taken for equal.</summary>
    public static int LayersOnGpu(MemoryNeed need, int layers, long gpuBytes)
    {
        var free = gpuBytes - GpuOverhead - need.Compute;
        var layer = (need.Weights + need.Cache) / (double)layers;
        return free <= 0 ? 0 : (int)Math.Min(layers, free / layer);
    }

    public static bool UsesGpu(ProviderDefinition provider, MachineProfile machine) =>
        machine.Gpus.Any(card => provider.Devices.Contains(card.Backend));

    private static double Falling(double used) => used <= Comfortable ? 1 : 1 - (used - Comfortable);
}

/// <summary>Where a model lies when it runs.</summary>
internal enum MemoryPlace
{
    Gpu,
    Ram,
    Both,
    Nowhere,
}
