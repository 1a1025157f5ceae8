using System.Diagnostics;
using System.Globalization;

namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>Looks at the machine that this runs on.</summary>
public static class ThisMachine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const long MiB = 1 << 20;

    /// <summary>Memory, what a container may use of it, what is free, and the graphics cards that the drivers of NVIDIA and AMD name.</summary>
    public static async Task<MachineProfile> ReadAsync(CancellationToken cancellationToken)
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var cards = Parse(await AskDriverAsync(cancellationToken).ConfigureAwait(false));
        return new MachineProfile
        {
            RamBytes = total,
            FreeRamBytes = FreeMemory.Find(total),
            // No program shares a model between cards of two makers.
            Gpus = cards.Count > 0 ? cards : AmdCards.Find(),
        };
    }

    /// <summary>Rows such as <c>NVIDIA GeForce RTX 3060, 12288, 11000, 8.6</c>, sizes in MiB; other rows say nothing.</summary>
    internal static IReadOnlyList<Gpu> Parse(string answer) =>
        [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseRow).OfType<Gpu>()];

    private static Gpu? ParseRow(string row)
    {
        var cells = row.Split(',', StringSplitOptions.TrimEntries);
        return cells.Length == 4 && TryNumber(cells[1], out var total)
            ? new Gpu(
                cells[0],
                "cuda",
                (long)total * MiB,
                TryNumber(cells[2], out var free) ? (long)free * MiB : null,
                TryNumber(cells[3], out var generation) ? generation : null
            )
            : null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    // A machine without the driver has none of its cards; one that does not answer is treated the same.
    private static async Task<string> AskDriverAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "nvidia-smi",
            ["--query-gpu=name,memory.total,memory.free,compute_cap", "--format=csv,noheader,nounits"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                return await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                return "";
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
