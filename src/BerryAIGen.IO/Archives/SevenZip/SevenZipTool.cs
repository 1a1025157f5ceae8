using System.ComponentModel;
using System.Diagnostics;
using BerryAIGen.IO.Processes;

namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>Starts 7-Zip as a child without input, with few rights: it only ever reads, and writes to its output.</summary>
internal static class SevenZipTool
{
    // 7-Zip's own name, Debian's link of older packages, and the reduced one.
    private static readonly string[] Names = ["7zz", "7z", "7zr"];

    // Enough for the largest preset; an archive can ask for 4 GiB.
    private const long MostMemoryBytes = 3L << 30;

    /// <param name="what">Begins the sentence that says what is not read without it.</param>
    /// <param name="limits">Where it is looked for.</param>
    /// <param name="arguments">What it is to do.</param>
    /// <exception cref="ArchiveException">7-Zip is not installed.</exception>
    internal static Process Start(string what, ArchiveLimits limits, params IEnumerable<string> arguments)
    {
        foreach (var name in Names)
        {
            var folders = limits.ToolFolder ?? Environment.GetEnvironmentVariable("PATH");
            if (LimitedProcess.Find(name, folders) is not { } program)
            {
                continue;
            }

            try
            {
                return Start(program, arguments);
            }
            catch (Win32Exception exception)
            {
                throw new ArchiveException(
                    "ToolFailed",
                    $"{program} cannot be started: {exception.Message}",
                    exception
                );
            }
        }

        throw new ArchiveException(
            "ToolMissing",
            $"{what}, which only 7-Zip can read: install it (Debian: apt install 7zip) and try again."
        );
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = LimitedProcess.StartOf(program, arguments, MostMemoryBytes);
        start.StandardOutputEncoding = System.Text.Encoding.UTF8;
        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        // Nothing answers a question for a password, and a full pipe must not stop it.
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        return process;
    }
}
