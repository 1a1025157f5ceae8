using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Keeping;

namespace BerryAIGen.Cli.Progress;

/// <summary>Says which large file is being read: one line for each, and on a terminal how far it is.</summary>
internal sealed class ReadingView : IProgress<KeepingProgress>
{
    // A smaller file is read before a line about it could be.
    private const long WorthALine = 256L << 20;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private string? _path;
    private int _percent = -1;

    public void Report(KeepingProgress value)
    {
        if (value.TotalBytes < WorthALine)
        {
            return;
        }

        var percent = (int)(value.Bytes * 100 / value.TotalBytes);
        if (_isTerminal && percent != _percent)
        {
            Console.Error.Write(
                $"\rreading {Path.GetFileName(value.Path)} {percent, 3}%{(percent == 100 ? "\n" : "")}"
            );
        }
        else if (!_isTerminal && value.Path != _path)
        {
            StandardOutput.Message($"reading {value.Path} ({ByteText.Of(value.TotalBytes)})");
        }

        (_path, _percent) = (value.Path, percent);
    }
}
