using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Subscriptions;

/// <summary>What a subscription may take by itself.</summary>
/// <param name="MostPerVersion">Bytes of one version; null for no limit.</param>
/// <param name="MostPerDay">Bytes that it orders within a day; null for no limit.</param>
/// <param name="LeastFree">Bytes that stay free on the disk, beside what the root's own rules keep; null for no limit.</param>
public sealed record FetchLimits(long? MostPerVersion, long? MostPerDay, long? LeastFree)
{
    public const string Size = "size";
    public const string Day = "day";
    public const string Disk = "disk";

    /// <summary>Why a version must wait; null when nothing speaks against it.</summary>
    /// <param name="sizeBytes">Of the version; null when the source does not say.</param>
    /// <param name="ofToday">Bytes that were ordered within the last day.</param>
    /// <param name="pending">Bytes that downloads which are under way still have to write.</param>
    /// <param name="path">Where it will be; null when that is not known yet, and then the disk is not looked at.</param>
    public HeldBack? Check(long? sizeBytes, long ofToday, long pending, string? path)
    {
        if (sizeBytes is null && (MostPerVersion ?? MostPerDay ?? LeastFree) is not null)
            return new HeldBack(Size, "the source does not say how large it is, and the subscription has a limit");
        var size = sizeBytes ?? 0;
        if (size > MostPerVersion)
            return new HeldBack(
                Size,
                $"it has {Words(size)}, and the subscription takes versions of up to {Words(MostPerVersion.Value)}"
            );
        if (ofToday + size > MostPerDay)
            return new HeldBack(
                Day,
                $"it has {Words(size)}, and of the {Words(MostPerDay.Value)} a day {Words(Math.Max(0, MostPerDay.Value - ofToday))} are left"
            );
        if (path is not null)
        {
            var least = LeastFree ?? 0;
            var folder = Path.GetDirectoryName(path)!;
            if (FileSystems.FreeBytes(folder) is { } free && free - pending - size < least)
                return new HeldBack(
                    Disk,
                    $"it has {Words(size)}, {Words(free)} are free in {folder}{(pending > 0 ? $" (of which running downloads take {Words(pending)})" : "")}, and {Words(least)} must stay free"
                );
        }

        return null;
    }

    private static string Words(long bytes) =>
        bytes switch
        {
            >= 1L << 30 => FormattableString.Invariant($"{bytes / (double)(1L << 30):0.0} GiB"),
            >= 1L << 20 => FormattableString.Invariant($"{bytes / (double)(1L << 20):0.0} MiB"),
            _ => FormattableString.Invariant($"{bytes} bytes"),
        };
}

/// <summary>Why a version waits.</summary>
/// <param name="Code"><c>size</c>, <c>day</c>, <c>disk</c> and the like.</param>
/// <param name="Reason">For people.</param>
public sealed record HeldBack(string Code, string Reason);
