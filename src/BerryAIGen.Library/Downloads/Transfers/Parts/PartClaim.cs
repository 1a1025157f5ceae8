using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>
/// The right to work on one part, held by at most one job of all processes. It is a lock of the operating system on
/// <c>&lt;part&gt;.lock</c> and vanishes with its process, however that ends.
/// </summary>
internal sealed class PartClaim : IDisposable
{
    private readonly FileStream _lock;

    private PartClaim(FileStream @lock) => _lock = @lock;

    public void Dispose()
    {
        using var held = _lock;
        if (OperatingSystem.IsWindows())
        {
            return; // The file goes with its handle.
        }

        try
        {
            // Unlinked while it is still locked, so that nobody's new lock is unlinked by mistake.
            File.Delete(_lock.Name);
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            // The claim ends with the lock; a file that stays, as on a disk that became read-only, means nothing.
        }
    }

    /// <summary>The claim, or null when someone else has it.</summary>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal static PartClaim? TryTake(string partPath)
    {
        var path = Path.GetFullPath(partPath) + ".lock";
        while (TryOpen(path) is { } file)
        {
            if (IsStillNamed(file))
            {
                return new PartClaim(file);
            }

            file.Dispose();
        }

        return null;
    }

    /// <summary>
    /// Between our opening and our locking the last owner may have unlinked the file; the lock is then on a file without
    /// a name, and the next one to come would get a lock of its own. The length is the mark: no other member of a file
    /// can be seen without opening it, which the lock forbids.
    /// </summary>
    private static bool IsStillNamed(FileStream file)
    {
        var mark = RandomNumberGenerator.GetInt32(1, 1 << 16);
        file.SetLength(mark);
        var named = new FileInfo(file.Name);
        return named.Exists && named.Length == mark;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK of flock is 11 on Linux and 35 on macOS; ERROR_SHARING_VIOLATION is 32 on Windows.
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 32 : exception.HResult is 11 or 35;
}
