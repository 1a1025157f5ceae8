using System.Diagnostics;
using BerryAIGen.IO.Processes;

namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>
/// The output of 7-Zip; an exit code that says failure fails the reading at its end, and one that gives nothing for too
/// long is ended.
/// </summary>
internal sealed class SevenZipOutput : ForwardStream
{
    private readonly Process _process;
    private readonly string _name;
    private readonly TimeSpan _silence;
    private readonly Timer _timer;
    private volatile bool _isStuck;

    private SevenZipOutput(Process process, string name, TimeSpan silence)
    {
        (_process, _name, _silence) = (process, name, silence);
        _timer = new Timer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One entry of an archive, which is found by its name and its format given, so that nothing is guessed.</summary>
    /// <exception cref="ArchiveException">7-Zip is not installed.</exception>
    internal static SevenZipOutput Open(string what, ArchiveLimits limits, string format, string path, string name) =>
        new(
            SevenZipTool.Start(what, limits, "e", "-so", "-spd", $"-t{format}", "-p", "--", path, name),
            name,
            limits.ToolSilence
        );

    public override int Read(Span<byte> buffer)
    {
        _timer.Change(_silence, Timeout.InfiniteTimeSpan);
        var read = _process.StandardOutput.BaseStream.Read(buffer);
        if (read == 0)
        {
            // It may close its output and not end.
            _process.WaitForExit();
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return _isStuck
                ? throw new ArchiveException(
                    "ToolFailed",
                    $"7-Zip gave nothing of the entry '{_name}' for {_silence.TotalSeconds:0} seconds and was ended."
                )
            : read > 0 || _process.ExitCode == 0 ? read
            : throw new ArchiveException(
                "Corrupt",
                $"7-Zip cannot unpack the entry '{_name}' (its exit code is {_process.ExitCode}): it is corrupt."
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            LimitedProcess.Kill(_process);
            _process.Dispose();
        }

        base.Dispose(disposing);
    }

    private void End()
    {
        _isStuck = true;
        LimitedProcess.Kill(_process);
    }
}
