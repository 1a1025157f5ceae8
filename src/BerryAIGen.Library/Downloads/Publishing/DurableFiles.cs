using System.Runtime.InteropServices;

namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>Brings files and names to the disk, so that a power cut after publishing leaves the whole file.</summary>
internal static partial class DurableFiles
{
    internal static void FlushFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Makes the folder's names durable; a file system that cannot do it is left to its own care.</summary>
    internal static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The journal of NTFS does it.
        }

        // The framework opens no folders.
        var folder = Open(path, 0);
        if (folder >= 0)
        {
            _ = Sync(folder);
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
