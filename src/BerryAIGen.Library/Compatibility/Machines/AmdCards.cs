using System.Globalization;

namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>
/// The graphics cards that AMD's driver in Linux names: the files <c>mem_info_vram_total</c>, <c>mem_info_vram_used</c> and
/// <c>product_name</c> of each (the kernel's documentation of amdgpu).
/// </summary>
internal static class AmdCards
{
    private const string Root = "/sys/class/drm";
    private const string Vendor = "0x1002";

    // What a processor with graphics sets aside for its picture holds no model, and is memory of the machine.
    private const long Least = 2L << 30;

    /// <summary>None where the system does not let anybody look.</summary>
    public static IReadOnlyList<Gpu> Find()
    {
        try
        {
            return Read(Root);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="root">A folder with one folder per card, each with one named <c>device</c>.</param>
    internal static IReadOnlyList<Gpu> Read(string root) =>
        Directory.Exists(root)
            ?
            [
                .. Directory
                    .EnumerateDirectories(root, "card*")
                    // card0 is a card, card0-DP-1 one of its sockets.
                    .Where(folder =>
                        Path.GetFileName(folder).AsSpan("card".Length).IndexOfAnyExceptInRange('0', '9') < 0
                    )
                    .Order(StringComparer.Ordinal)
                    .Select(folder => ReadCard(Path.Combine(folder, "device")))
                    .OfType<Gpu>(),
            ]
            : [];

    private static Gpu? ReadCard(string folder)
    {
        if (Text(folder, "vendor") != Vendor || Number(folder, "mem_info_vram_total") is not (>= Least and var total))
            return null;
        // Most cards of people tell no name, only their number among AMD's.
        var name = Text(folder, "product_name") is { Length: > 0 } told ? told : $"AMD {Text(folder, "device")}";
        return new Gpu(
            name,
            "rocm",
            total,
            Number(folder, "mem_info_vram_used") is { } used && used <= total ? total - used : null
        );
    }

    private static long? Number(string folder, string file) =>
        long.TryParse(Text(folder, file), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // A file that the driver does not have, or does not let everybody read, says nothing.
    private static string? Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file)).Trim();
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
