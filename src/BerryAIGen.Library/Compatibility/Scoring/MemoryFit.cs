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

    public static MemoryFit Of(MemoryNeed need, ProviderDefinition provider, MachineProfile machine)
    {
        var gpu = machine.Gpus.Any(card => provider.Devices.Contains(card.Backend)) ? machine.GpuBudget : 0;
        var onGpu = need.Total + GpuOverhead;
        if (gpu == 0)
        {
            var inRam = need.Total + RamOverhead;
            var fits = provider.Devices.Contains("cpu") && inRam <= machine.RamBudget;
            return new MemoryFit(inRam, machine.RamBudget, fits ? MemoryPlace.Ram : MemoryPlace.Nowhere, Spill: 1);
        }

        if (onGpu <= gpu)
            return new MemoryFit(onGpu, gpu, MemoryPlace.Gpu, Spill: 0);
        return provider.Offloads && onGpu <= gpu + machine.RamBudget
            ? new MemoryFit(onGpu, gpu + machine.RamBudget, MemoryPlace.Both, 1 - (gpu / (double)onGpu))
            : new MemoryFit(onGpu, provider.Offloads ? gpu + machine.RamBudget : gpu, MemoryPlace.Nowhere, Spill: 1);
    }

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
