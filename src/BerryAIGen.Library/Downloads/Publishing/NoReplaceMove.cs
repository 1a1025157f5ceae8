using System.ComponentModel;
using System.Runtime.InteropServices;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>
/// Gives a file a new name unless something has that name, as one step of the file system. The framework's move looks
/// first and renames then; between the two another process could lose its file.
/// </summary>
internal static partial class NoReplaceMove
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const int NotPermitted = 1; // EPERM
    private const int Exists = 17; // EEXIST
    private const int Invalid = 22; // EINVAL
    private const int NoSuchCall = 38; // ENOSYS

    private static readonly int NotSupported = OperatingSystem.IsMacOS() ? 45 : 95; // EOPNOTSUPP

    /// <summary>EXDEV, the error code of a move to another file system.</summary>
    internal const int OtherDevice = 18;

    /// <summary>False when something already has the name.</summary>
    /// <exception cref="IOException">The file system refused for another reason.</exception>
    internal static bool TryMove(string source, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMoveByFramework(source, target);
        }

        var error = OperatingSystem.IsLinux() ? Rename(source, target) : NoSuchCall;
        if (error is Invalid or NoSuchCall)
        {
            error = LinkAndUnlink(source, target);
        }

        // exFAT, network shares and many FUSE file systems know neither.
        if (error is NotPermitted or NoSuchCall || error == NotSupported)
        {
            return MoveUnderLock(source, target);
        }

        return error switch
        {
            0 => true,
            Exists => false,
            OtherDevice => throw new IOException(
                $"{target} lies on another file system than {source}, so it cannot be renamed there.",
                error
            ),
            _ => throw new IOException($"{new Win32Exception(error).Message}: '{source}' to '{target}'.", error),
        };
    }

    private static int Rename(string source, string target)
    {
        try
        {
            return RenameAt2(CurrentFolder, source, CurrentFolder, target, NoReplace) == 0
                ? 0
                : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            return NoSuchCall;
        }
    }

    // Two names for a moment, both of a complete file: a crash between leaves nothing half-written.
    internal static int LinkAndUnlink(string source, string target)
    {
        if (Link(source, target) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        File.Delete(source);
        return 0;
    }

    /// <summary>
    /// Looks first and moves then, while a lock on the name keeps our other processes away; a name that is locked counts
    /// as taken, since somebody is giving it to a file this moment.
    /// </summary>
    internal static bool MoveUnderLock(string source, string target)
    {
        using var claim = PartClaim.TryTake(target);
        return claim is not null && TryMoveByFramework(source, target);
    }

    // On Windows this is MoveFileEx without its replace flag, which is one step.
    private static bool TryMoveByFramework(string source, string target)
    {
        try
        {
            File.Move(source, target, overwrite: false);
            return true;
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            return false;
        }
    }

    // ERROR_FILE_EXISTS is 80 and ERROR_ALREADY_EXISTS 183 on Windows.
    private static bool IsTaken(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 80 or 183 : exception.HResult == Exists;

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);
}
