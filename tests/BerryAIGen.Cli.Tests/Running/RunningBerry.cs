using System.Diagnostics;
using System.Globalization;
using BerryAIGen.Cli.Tests.Driven;

namespace BerryAIGen.Cli.Tests.Running;

/// <summary>A <c>berry</c> that has been started and may be interrupted.</summary>
public sealed class RunningBerry : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly HashSet<string> _before;

    internal RunningBerry(ProcessStartInfo start, string input = "")
    {
        _before = FilesOf(start.WorkingDirectory);
        _process = Process.Start(start)!;
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What Ctrl-C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and takes what was printed.</summary>
    public async Task<BerryRun> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeLimit);
        await _process.WaitForExitAsync(limit.Token);
        var changedDisk = !_before.SetEquals(FilesOf(_process.StartInfo.WorkingDirectory));
        var use = CommandRecord.Add(_process.StartInfo.ArgumentList, _process.ExitCode, changedDisk);
        return new BerryRun(use, await _output, await _error);
    }

    // Names, times and where links lead: enough to see that something came, went or changed.
    private static HashSet<string> FilesOf(string folder)
    {
        HashSet<string> found = [];
        Queue<DirectoryInfo> folders = new([new DirectoryInfo(folder)]);
        while (folders.TryDequeue(out var next))
        {
            foreach (var entry in next.Exists ? next.EnumerateFileSystemInfos() : [])
            {
                found.Add($"{entry.FullName} {entry.LastWriteTimeUtc.Ticks} {entry.LinkTarget}");
                if (entry is DirectoryInfo { LinkTarget: null } inner)
                    folders.Enqueue(inner);
            }
        }

        return found;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
