using System.Globalization;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>How a model lies in the memory of a machine, in words.</summary>
internal static class MemoryRemarks
{
    /// <summary>The code of the gate that a model closes by its size alone.</summary>
    public const string TooLarge = "memory.exceeds_machine";

    public static IEnumerable<Remark> Of(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile machine,
        MemoryNeed need,
        MemoryFit fit
    )
    {
        var at = At(need);
        yield return fit.Place switch
        {
            MemoryPlace.Gpu => Remark.Of("memory.fits_gpu", $"uses {Percent(fit.Used)} of the graphics memory{at}"),
            MemoryPlace.Ram => Remark.Of("memory.fits_ram", $"uses {Percent(fit.Used)} of the memory{at}"),
            _ => Remark.Of(
                "memory.partial",
                $"{Percent(fit.Spill)} would run from the machine's memory{at}, which is slower",
                $"choose {Smaller(model, provider, machine, need, MemoryPlace.Gpu)} to run it whole on the graphics card"
            ),
        };
        if (need.IsFromSizeOnly)
            yield return Remark.Of(
                "memory.size_only",
                "its header is not read yet; the need is estimated from the size"
            );
    }

    public static Remark Exceeding(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile machine,
        MemoryNeed need,
        MemoryFit fit
    ) =>
        Remark.Of(
            TooLarge,
            $"it needs {Bytes(fit.Need)}{At(need)}, and this machine has {Bytes(fit.Budget)} to give",
            $"choose {Smaller(model, provider, machine, need, null)}",
            "memory.exceeds"
        );

    public static string Bytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");

    private static string Smaller(
        ModelFacts model,
        ProviderDefinition provider,
        MachineProfile machine,
        MemoryNeed need,
        MemoryPlace? wanted
    )
    {
        return SmallerVariants.Describe(model, need.Context, Fits) ?? "a model of fewer parameters";

        bool Fits(ModelFacts smaller, int context)
        {
            var fit = MemoryFit.Of(CompatibilityScore.NeedOf(smaller, provider, context)!, provider, machine);
            return wanted is null ? !fit.Exceeds : fit.Place == wanted;
        }
    }

    private static string At(MemoryNeed need) => need.Context is { } tokens ? $" at {tokens} tokens" : "";

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
