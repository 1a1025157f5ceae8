using System.Runtime.InteropServices;

namespace BerryAIGen.IO;

/// <summary>
/// Only files have bytes to read: a pipe waits for a writer until the process is killed, and a device may never end.
/// </summary>
public static partial class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeWanted = 1; // STATX_TYPE
    private const int KindBits = 0xf000; // S_IFMT
    private const int FileBits = 0x8000; // S_IFREG
    private const int FolderBits = 0x4000; // S_IFDIR

    /// <summary>Whether a pipe, a socket or a device is there, links followed; nothing at all is none of them.</summary>
    public static bool IsOther(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        return StatX(CurrentFolder, path, 0, TypeWanted, out var answer) == 0
            && (answer.Mode & KindBits) is not (FileBits or FolderBits);
    }

    /// <summary>Asked before every opening of a path that somebody named.</summary>
    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    public static void Require(string path)
    {
        if (IsOther(path))
        {
            throw new IOException($"{path} is a pipe, a socket or a device and not a file.");
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out StatXAnswer answer);

    // The one call whose layout is the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatXAnswer
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
