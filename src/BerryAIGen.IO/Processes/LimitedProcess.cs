using System.Diagnostics;

namespace BerryAIGen.IO.Processes;

/// <summary>
/// Starts programs that read what strangers made as children with little room: a file that is made to hurt costs the child
/// its life, and nobody else anything.
/// </summary>
public static class LimitedProcess
{
    // What a shell's ulimit -f counts in.
    private const int BlockBytes = 512;

    /// <summary>Where a program is; null when none of the folders has it.</summary>
    /// <param name="name">Without <c>.exe</c>.</param>
    /// <param name="folders">As PATH names them.</param>
    public static string? Find(string name, string? folders) =>
        (folders ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(place => Path.Combine(place, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .FirstOrDefault(File.Exists);

    /// <summary>How to start a program with all its pipes; Windows has no such bounds.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Never read by the shell.</param>
    /// <param name="memoryBytes">The address space that it may take.</param>
    /// <param name="fileBytes">The longest file that it may write; null for any.</param>
    public static ProcessStartInfo StartOf(
        string program,
        IEnumerable<string> arguments,
        long memoryBytes,
        long? fileBytes = null
    )
    {
        var files = fileBytes is { } most ? $"ulimit -f {most / BlockBytes} && " : "";
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c",
                    $"ulimit -v {memoryBytes / 1024} && {files}ulimit -c 0 && exec \"$0\" \"$@\"",
                    program,
                    .. arguments,
                ]
            );
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        // Names are passed as arguments, and answers are read as UTF-8.
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Ends it and what it started.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
