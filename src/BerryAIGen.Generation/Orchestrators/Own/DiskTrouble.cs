using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>What the server's own disk refuses while a step is done, for who submitted it: without names of folders.</summary>
public static class DiskTrouble
{
    // ENOSPC 28, EDQUOT 122, EROFS 30; ERROR_DISK_FULL 112 and ERROR_WRITE_PROTECT 19 on Windows.
    private static readonly int[] Full = OperatingSystem.IsWindows() ? [112, 39] : [28, 122, 69];
    private static readonly int[] ReadOnly = OperatingSystem.IsWindows() ? [19] : [30];

    /// <summary>Null when it is something else.</summary>
    public static LibraryException? Find(Exception problem)
    {
        if (problem is not IOException and not UnauthorizedAccessException)
            return null;
        var code = problem.HResult & 0xFFFF;
        return Full.Contains(code) ? Of("The server's disk is full. Once there is room, submit it again.", problem)
            : ReadOnly.Contains(code) || problem is UnauthorizedAccessException
                ? Of("The server may not write to its disk. Once it may, submit it again.", problem)
            : null;
    }

    private static LibraryException Of(string message, Exception problem) =>
        new(new Failure(FailureCode.Disk, message, IsRetryable: true), problem);
}
