using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Catalog;

/// <summary>A model as it lies on the disk: a file, the files that one model was divided into, or a folder that is one.</summary>
public sealed record FoundModel
{
    /// <summary>Of several files the first one, whether it is there or not: programs begin with it.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that was looked through.</summary>
    public required string Root { get; init; }

    /// <summary>Of all its files.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The latest of any of its files, in UTC and whole microseconds, which is what databases keep.</summary>
    public required DateTime ModifiedAt { get; init; }

    /// <summary>The same for every name of one file and for no other, as <c>device:inode</c>; null where the system has none.</summary>
    public string? Inode { get; init; }

    public bool IsFolder { get; init; }

    /// <summary>The files of a model that is divided into several, in order; empty for others.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Names of files that it lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The first file that is there, or the folder.</summary>
    public string FirstFile => Parts is [var first, ..] ? first : Path;

    internal FileStamp Stamp { get; init; }

    internal static FoundModel Of(WalkedModel model, string root) =>
        new()
        {
            Path = model.Path,
            Root = root,
            SizeBytes = model.Stat.Stamp.SizeBytes,
            ModifiedAt = WholeMicroseconds(model.Stat.Stamp.Modified.UtcDateTime),
            Inode = model.Stat.Identity is { } identity ? $"{identity.Device:x}:{identity.Inode}" : null,
            IsFolder = model.Stat.IsFolder,
            Stamp = model.Stat.Stamp,
        };

    internal static DateTime WholeMicroseconds(DateTime time) =>
        new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
