using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Sharing;

/// <summary>Whether a link may be taken away: only when the bytes stay somewhere else.</summary>
internal static class LinkRemoval
{
    /// <returns>Why it stays; null when it may go.</returns>
    public static string? WhyNot(string source, string target, LinkHow how, long? size, long? changed) =>
        how switch
        {
            LinkHow.Symlink => new FileInfo(target).LinkTarget == source
                ? null
                : $"{target} is no link to {source} any more",
            _ when FileStat.Find(source) is not { IsFolder: false } =>
                $"{source} is gone, and {target} is the last of it",
            LinkHow.Hard => IsSameFile(source, target) ? null : $"{target} is another file by now",
            LinkHow.Reflink => IsUntouched(source, target, size, changed)
                ? null
                : $"{target} or {source} was changed since",
            _ => "the journal does not say what it is",
        };

    private static bool IsSameFile(string source, string target) =>
        new FileInfo(target).LinkTarget is null
        && FileStat.Find(source)?.Identity is { } one
        && FileStat.Find(target)?.Identity is { } other
        && one == other;

    private static bool IsUntouched(string source, string target, long? size, long? changed) =>
        new FileInfo(target).LinkTarget is null
        && FileStat.Find(target) is { } copy
        && copy.Stamp.SizeBytes == size
        && copy.Stamp.Modified.UtcTicks == changed
        && FileStat.Find(source)!.Stamp.SizeBytes == size;
}
