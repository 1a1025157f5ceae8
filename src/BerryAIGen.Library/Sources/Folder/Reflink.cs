using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>Lets a new file share the blocks of another until one of them is changed; Btrfs, XFS and others can.</summary>
internal static partial class Reflink
{
    private const nuint Clone = 0x40049409; // FICLONE

    /// <summary>False when this file system cannot; the new file is then as empty as before.</summary>
    public static bool TryClone(SafeFileHandle source, SafeFileHandle target) =>
        OperatingSystem.IsLinux() && Control(target, Clone, source) == 0;

    private static int Control(SafeFileHandle target, nuint request, SafeFileHandle source)
    {
        var held = false;
        try
        {
            source.DangerousAddRef(ref held);
            return IoControl(target, request, source.DangerousGetHandle());
        }
        finally
        {
            if (held)
                source.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(SafeFileHandle file, nuint request, nint argument);
}
