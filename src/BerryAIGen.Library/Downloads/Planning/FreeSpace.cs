using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Whether a file will fit, with what the running downloads of all processes still have to write.</summary>
internal static class FreeSpace
{
    // For sidecars, previews, the journal, and a system that needs some room to go on working.
    private const long MarginBytes = 64L << 20;

    /// <param name="partPath">What it has is already paid for.</param>
    /// <param name="targetFolder">Where the file will be.</param>
    /// <param name="name">The file's name, for the message.</param>
    /// <param name="sizeBytes">Null when unknown: then only the margin is asked for.</param>
    /// <param name="floorBytes">What the root's rules want to stay free.</param>
    public static Failure? Check(
        string partPath,
        string targetFolder,
        string name,
        long? sizeBytes,
        long floorBytes = 0
    )
    {
        var folder = Path.GetDirectoryName(partPath)!;
        if (FileSystems.FreeBytes(folder) is not { } free)
            return null;
        var missing = Math.Max(0, (sizeBytes ?? 0) - LengthOf(partPath));
        var reserved = SpaceReservation.BytesOfOthers(folder, partPath);
        // What must stay free is room for the system as well.
        var kept = Math.Max(MarginBytes, floorBytes);
        var needed = missing + reserved + kept;
        return free >= needed
            ? null
            : new Failure(
                FailureCode.Disk,
                $"No space for {name} in {targetFolder}: {Size(needed)} needed ({Size(missing)} to write{(reserved > 0 ? $", {Size(reserved)} for running downloads" : "")}, {Size(kept)} {(floorBytes > MarginBytes ? "to stay free by the root's floor" : "margin")}), {Size(free)} free. Make room for {Size(needed - free)}, or name another folder."
            )
            {
                Details = new Dictionary<string, string>
                {
                    ["needed_bytes"] = needed.ToString(),
                    ["free_bytes"] = free.ToString(),
                    ["floor_bytes"] = kept.ToString(),
                },
            };
    }

    /// <summary>How much of the disk a part has already; 0 when there is none.</summary>
    public static long LengthOf(string path) => PartContent.PaidBytes(path);

    private static string Size(long bytes) =>
        bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{Math.Ceiling(bytes / (double)(1L << 20))} MiB";
}
