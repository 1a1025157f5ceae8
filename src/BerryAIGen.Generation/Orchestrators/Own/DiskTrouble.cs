using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>What the server's own disk refuses while a step is done, for who submitted it: without names of folders.</summary>
public static class DiskTrouble
{
    // ENOSPC 28, EDQUOT 122, EROFS 30; ERROR_DISK_FULL 112 and ERROR_WRITE_PROTECT 19 on Windows.
    private static readonly int[] Full = OperatingSystem.IsWindows() ? [112, 39] : [28, 122, 69];
    private static readonly int[] ReadOnly = OperatingSystem.IsWindows() ? [19] : [30];

    private const string NoRoom = "The server's disk is full. Once there is room, submit it again.";
    private const string NoRight = "The server may not write to its disk. Once it may, submit it again.";

    // As the system's own words for these errors, which programs print.
    private static readonly string[] FullWords = ["No space left on device", "Disk quota exceeded"];
    private const string ReadOnlyWords = "Read-only file system";

    /// <summary>Null when it is something else.</summary>
    public static MachineFaultException? Find(Exception problem)
    {
        if (problem is not IOException and not UnauthorizedAccessException)
            return null;
        var code = problem.HResult & 0xFFFF;
        return Full.Contains(code) ? Of(NoRoom, problem)
            : ReadOnly.Contains(code) || problem is UnauthorizedAccessException ? Of(NoRight, problem)
            : null;
    }

    /// <summary>The same of what a program said; null when it said nothing of the disk.</summary>
    public static MachineFaultException? Find(string said) =>
        FullWords.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase)) ? Of(NoRoom)
        : said.Contains(ReadOnlyWords, StringComparison.OrdinalIgnoreCase) ? Of(NoRight)
        : null;

    private static MachineFaultException Of(string message, Exception? problem = null) =>
        new(message, FailureCode.Disk, problem);
}
