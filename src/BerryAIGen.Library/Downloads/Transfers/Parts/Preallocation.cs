using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>Takes the room for a whole file before its bytes come, so that they lie together and the disk cannot fill up meanwhile.</summary>
internal static partial class Preallocation
{
    private const int KeepSize = 1; // FALLOC_FL_KEEP_SIZE: the length still says where the last byte is.
    private const int NoSpace = 28; // ENOSPC
    private const int Interrupted = 4; // EINTR

    /// <summary>False where the file system knows no such thing.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    internal static bool TryReserve(SafeFileHandle file, long size)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        int error;
        do
        {
            error = Allocate(file, KeepSize, 0, size) == 0 ? 0 : Marshal.GetLastPInvokeError();
        } while (error == Interrupted);
        return error == NoSpace ? throw new IOException($"There is no room for {size} bytes.", NoSpace) : error == 0;
    }

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);
}
