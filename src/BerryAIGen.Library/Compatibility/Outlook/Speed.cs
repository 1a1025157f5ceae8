using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Outlook;

/// <summary>
/// How fast a model would write: every token reads all weights that it needs once, so the memory's speed decides. Real
/// engines reach about half of what that would give.
/// </summary>
internal static class Speed
{
    private const double Reached = 0.55;

    /// <summary>Tokens a second, two digits; null when it writes no text or a speed is not known.</summary>
    public static double? Estimate(ModelFacts model, MemoryFit fit, MachineProfile machine)
    {
        if (
            (model.WeightBytes ?? model.SizeBytes) is not { } weights
            || !CapabilityWords.Normalize(model.Capabilities).Contains(CapabilityWords.TextGeneration)
        )
            return null;
        var seconds = SecondsPerByte(fit, machine) * weights * (model.ActiveShare ?? 1);
        return seconds is { } needed and > 0 ? Round(Reached / needed) : null;
    }

    private static double? SecondsPerByte(MemoryFit fit, MachineProfile machine)
    {
        var onGpu = 1 - fit.Spill;
        var gpu = onGpu == 0 ? 0 : onGpu * OfCards(machine.Gpus);
        var ram = fit.Spill == 0 ? 0 : fit.Spill / machine.RamBytesPerSecond;
        return gpu + ram;
    }

    // Several cards take turns, each with the part that lies in it.
    private static double? OfCards(IReadOnlyList<Gpu> cards)
    {
        var all = cards.Sum(card => (double)card.MemoryBytes);
        double? seconds = 0;
        foreach (var card in cards)
            seconds += card.MemoryBytes / all / card.BytesPerSecond;
        return seconds;
    }

    private static double Round(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(Math.Round(value / unit) * unit, 6);
    }
}
