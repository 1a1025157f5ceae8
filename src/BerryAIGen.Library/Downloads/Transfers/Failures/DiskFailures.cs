namespace BerryAIGen.Library.Downloads.Transfers.Failures;

/// <summary>Says what a file system refused, in words a person can act on.</summary>
internal static class DiskFailures
{
    /// <summary>Whether the exception comes from the file system; sockets throw IOException too, so ask only around file calls.</summary>
    internal static bool IsDisk(Exception exception) =>
        exception is (IOException and not HttpIOException) or UnauthorizedAccessException;

    internal static Failure From(Exception exception, string path)
    {
        var folder = Path.GetDirectoryName(path) ?? path;
        return exception switch
        {
            IOException when IsFull(exception.HResult) => new(
                FailureCode.Disk,
                $"The disk is full: there is no space left in {folder}. Free some space and run the same command again; it goes on where it stopped.",
                IsRetryable: true
            ),
            IOException when IsReadOnly(exception.HResult) => new(
                FailureCode.Disk,
                $"The disk is read-only: nothing can be written in {folder}. Choose another folder or make it writable."
            ),
            UnauthorizedAccessException => new(
                FailureCode.Disk,
                $"Nothing may be written in {folder} on this disk: {exception.Message} Choose another folder or change its rights."
            ),
            DirectoryNotFoundException => new(FailureCode.Disk, $"The folder {folder} does not exist on the disk."),
            _ => new(FailureCode.Disk, $"The disk failed at {path}: {exception.Message}"),
        };
    }

    // ENOSPC 28, EDQUOT 122 (69 on macOS); ERROR_DISK_FULL 112, ERROR_HANDLE_DISK_FULL 39 on Windows.
    private static bool IsFull(int code) =>
        OperatingSystem.IsWindows() ? (code & 0xFFFF) is 112 or 39
        : OperatingSystem.IsMacOS() ? code is 28 or 69
        : code is 28 or 122;

    // EROFS is 30; ERROR_WRITE_PROTECT is 19 on Windows.
    private static bool IsReadOnly(int code) => OperatingSystem.IsWindows() ? (code & 0xFFFF) == 19 : code == 30;
}
