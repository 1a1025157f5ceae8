using System.Globalization;

namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>How much of the machine's memory is free now.</summary>
internal static class FreeMemory
{
    // The kernel's own estimate of what programs can get without swapping (man 5 proc_meminfo).
    private const string Available = "MemAvailable:";
    private const string Path = "/proc/meminfo";

    /// <param name="total">What this process may use at most: a container may not use what the rest of the machine has free.</param>
    public static long? Find(long total)
    {
        if (!File.Exists(Path))
            return Collected(total);
        var free = Parse(File.ReadLines(Path));
        return free is { } bytes && bytes > total ? Collected(total) ?? total : free;
    }

    /// <summary>Bytes; null when no such line is there.</summary>
    internal static long? Parse(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(Available, StringComparison.Ordinal)) is { } found
        && long.TryParse(
            found[Available.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var kilobytes
        )
            ? kilobytes << 10
            : null;

    // What the runtime saw at its last collection; before the first one it saw nothing.
    private static long? Collected(long total) =>
        GC.GetGCMemoryInfo().MemoryLoadBytes is > 0 and var used ? Math.Max(0, total - used) : null;
}
