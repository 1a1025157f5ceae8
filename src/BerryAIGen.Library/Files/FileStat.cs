using System.Runtime.InteropServices;

namespace BerryAIGen.Library.Files;

/// <summary>What tells whether a file is still the one that was looked at: size, time and the file system's number of it.</summary>
/// <param name="SizeBytes">How long it is.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="Inode">The number of the file on its file system; null where the system gives none.</param>
internal readonly record struct FileStamp(long SizeBytes, DateTimeOffset Modified, ulong? Inode);

/// <summary>What the system says of the file that a path leads to, links followed.</summary>
/// <param name="Stamp">Size, time and number.</param>
/// <param name="Device">The file system; null where the system does not say.</param>
/// <param name="Links">How many names the file has, 1 where the system does not say.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="IsOther">Whether it is neither a file nor a folder: a pipe, a socket, a device.</param>
internal sealed partial record FileStat(FileStamp Stamp, ulong? Device, uint Links, bool IsFolder, bool IsOther = false)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS
    private const int FileBits = 0x8000; // S_IFREG
    private const int FolderBits = 0x4000; // S_IFDIR
    private const int KindBits = 0xf000; // S_IFMT

    /// <summary>The same for every name of one file and for no other; null where the system does not say.</summary>
    public (ulong Device, ulong Inode)? Identity =>
        Device is { } device && Stamp.Inode is { } inode ? (device, inode) : null;

    /// <summary>Null when nothing is there, also behind a link.</summary>
    public static FileStat? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
            return FindByFramework(path);
        return StatX(CurrentFolder, path, 0, BasicStats, out var answer) == 0 ? From(answer) : null;
    }

    private static FileStat From(in StatXAnswer answer) =>
        new(
            new FileStamp((long)answer.Size, Time(answer.ModifiedSeconds, answer.ModifiedNanoseconds), answer.Inode),
            ((ulong)answer.DeviceMajor << 32) | answer.DeviceMinor,
            answer.Links,
            (answer.Mode & KindBits) == FolderBits,
            (answer.Mode & KindBits) is not (FileBits or FolderBits)
        );

    private static DateTimeOffset Time(long seconds, uint nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100));

    private static FileStat? FindByFramework(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        info = info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
        return info.Exists
            ? new FileStat(
                new FileStamp((info as FileInfo)?.Length ?? 0, info.LastWriteTimeUtc, null),
                null,
                1,
                info is DirectoryInfo
            )
            : null;
    }

    // The one call whose layout is the same on every processor.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out StatXAnswer answer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatXAnswer
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
