using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using BerryAIGen.IO.Processes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>
/// Runs a program as a child with little room, in a folder with names that we make: a file that is made to hurt costs the
/// child its life, and nobody else anything.
/// </summary>
internal static class ChildTool
{
    private const long MemoryBytes = 6L << 30;
    private const int MostText = 64_000;

    // How a shell ends that cannot start a program, and the first of its words for "it was ended by a signal".
    private const int NotRunnable = 126;
    private const int NotFound = 127;
    private const int Signals = 128;

    // Beyond them are other programs' own numbers: ffmpeg tells a damaged file by 183.
    private const int LastSignal = 31;
    private const int FileTooLong = 25;
    private const string NoMemory = "Cannot allocate memory";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    internal static string? Find(string name, Func<string, string?> variable) =>
        LimitedProcess.Find(name, variable("PATH"));

    /// <summary>Runs it to its end, and answers what it printed.</summary>
    /// <param name="work">Says where it runs, and how much it may write; files are named relative to its folder.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Never a text of a stranger.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="LibraryException">It could not do it; what it said last is in the message.</exception>
    /// <exception cref="MachineFaultException">It crashed, cannot be started, or found no room.</exception>
    internal static async Task<string> RunAsync(
        StepWork work,
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        if (StepWork.RoomIn(work.Folder, work.MostWorkBytes) <= 0)
            throw StepWork.NoRoom(work.MostWorkBytes);
        // What one program made for the next is ours, and libvips counts its own form among those nobody tested.
        var isOurs = !arguments.Any(one => one.StartsWith(MediaIntake.Prefix, StringComparison.Ordinal));
        using var process = new Process { StartInfo = StartOf(program, work.Folder, work.MostBytes, arguments) };
        if (!isOurs)
            // Readers that nobody tested with hostile files stay shut, whatever a file claims to be.
            process.StartInfo.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception problem)
        {
            throw NotStarted(program, problem.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await WatchAsync(process, work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception stop) when (stop is OperationCanceledException or LibraryException)
        {
            LimitedProcess.Kill(process);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        if (process.ExitCode == 0)
            return Text(output);
        throw ProblemOf(program, process.ExitCode, Text(errors), process.StartInfo, work);
    }

    // What is wrong with a file its program says and ends by itself; all else is no file's fault.
    private static LibraryException ProblemOf(
        string program,
        int code,
        string said,
        ProcessStartInfo start,
        StepWork work
    )
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var last = lines.Length > 0 ? lines[^1] : $"it ended with {code}";
        if (DiskTrouble.Find(said) is { } full)
            return full;
        if (said.Contains(NoMemory, StringComparison.OrdinalIgnoreCase))
            return new MachineFaultException($"{program} got too little memory on the server; submit it again later.");
        if (OperatingSystem.IsWindows())
            return Failed();
        return code switch
        {
            NotRunnable or NotFound when start.FileName != program => NotStarted(program, last),
            Signals + FileTooLong => new LibraryException(
                FailureCode.Usage,
                $"What {program} makes is longer than {LongestOf(work.MostBytes) >> 20} MiB, which is the most that is written."
            ),
            > Signals and <= Signals + LastSignal => new MachineFaultException(
                $"{program} crashed on the server (signal {code - Signals}); submit it again."
            ),
            _ => Failed(),
        };

        LibraryException Failed() => new(FailureCode.Failed, $"{program} could not do it: {last}");
    }

    private static MachineFaultException NotStarted(string program, string why) =>
        new($"{program} cannot be started on the server: {why}. Submit it again once it can.");

    // Pictures between two calls are larger than files that are kept.
    private static long LongestOf(long mostBytes) => Math.Max(mostBytes, 1 << 20) * 8;

    // The shell bounds each file, and nothing bounds how many there are.
    private static async Task WatchAsync(Process process, StepWork work, CancellationToken cancellationToken)
    {
        var end = process.WaitForExitAsync(cancellationToken);
        while (await Task.WhenAny(end, Task.Delay(Look, cancellationToken)).ConfigureAwait(false) != end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (StepWork.RoomIn(work.Folder, work.MostWorkBytes) < 0)
                throw StepWork.NoRoom(work.MostWorkBytes);
        }

        await end.ConfigureAwait(false);
    }

    private static ProcessStartInfo StartOf(
        string program,
        string folder,
        long mostBytes,
        IReadOnlyList<string> arguments
    )
    {
        var start = LimitedProcess.StartOf(program, arguments, MemoryBytes, LongestOf(mostBytes));
        start.WorkingDirectory = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_WARNING"] = "0";
        return start;
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null && text.Length < MostText)
                text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
