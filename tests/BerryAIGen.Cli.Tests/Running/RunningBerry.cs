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

    internal RunningBerry(ProcessStartInfo start, string input = "")
    {
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
        CommandRecord.Add(_process.StartInfo.ArgumentList, _process.ExitCode);
        return new BerryRun(_process.ExitCode, await _output, await _error);
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
