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
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    internal static string? Find(string name, Func<string, string?> variable) =>
        LimitedProcess.Find(name, variable("PATH"));

    /// <summary>Runs it to its end, and answers what it printed.</summary>
    /// <param name="work">Says where it runs, and how much it may write; files are named relative to its folder.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Never a text of a stranger.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="LibraryException">It is not there, or failed; what it said last is in the message.</exception>
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
            throw new LibraryException(FailureCode.Failed, $"{program} cannot be started: {problem.Message}");
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
        var last = Text(errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        throw new LibraryException(
            FailureCode.Failed,
            $"{program} could not do it: {(last.Length > 0 ? last[^1] : $"it ended with {process.ExitCode}")}"
        );
    }

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
        // Pictures between two calls are larger than files that are kept.
        var start = LimitedProcess.StartOf(program, arguments, MemoryBytes, Math.Max(mostBytes, 1 << 20) * 8);
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
