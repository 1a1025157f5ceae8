using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Progress;

/// <summary>One file on its way: what is done, how fast, how long still.</summary>
internal sealed class FileProgress(TimeProvider time)
{
    // Long enough to be calm, short enough to notice a stall.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Queue<(long At, long Bytes)> _samples = [];

    /// <summary>The latest report.</summary>
    public DownloadProgress Latest { get; private set; }

    /// <summary>Between 0 and 1; null while the size is unknown.</summary>
    public double? Share => Latest.TotalBytes is > 0 and var total ? Math.Min(1, (double)Latest.Bytes / total) : null;

    /// <summary>Bytes per second within the last seconds; bytes of an earlier run do not count.</summary>
    public double BytesPerSecond
    {
        get
        {
            if (_samples.Count < 2)
            {
                return 0;
            }

            var first = _samples.Peek();
            var seconds = time.GetElapsedTime(first.At).TotalSeconds;
            return seconds <= 0 ? 0 : (Latest.Bytes - first.Bytes) / seconds;
        }
    }

    /// <summary>Null while nobody can know.</summary>
    public TimeSpan? TimeLeft =>
        Latest.TotalBytes is { } total && BytesPerSecond is > 0 and var speed
            ? TimeSpan.FromSeconds(Math.Min((total - Latest.Bytes) / speed, TimeSpan.MaxValue.TotalSeconds / 2))
            : null;

    /// <summary><c>1.2/2.1 GB, 35.0 MB/s, 0:42 left</c>, as far as it is known.</summary>
    public string Figures
    {
        get
        {
            var total = Latest.TotalBytes is { } bytes ? $" of {ByteText.Of(bytes)}" : "";
            var speed = BytesPerSecond > 0 ? $", {ByteText.Of(BytesPerSecond)}/s" : "";
            var left = TimeLeft is { } rest ? $", {Clock(rest)} left" : "";
            return $"{ByteText.Of(Latest.Bytes)}{total}{speed}{left}";
        }
    }

    /// <summary>True when the last stage was left behind.</summary>
    public bool IsDone { get; private set; }

    /// <summary><c> 45% of 2.1 GB  35.0 MB/s  0:42</c> for a narrow column; other stages by their name.</summary>
    public string ShortFigures
    {
        get
        {
            if (IsDone)
            {
                return $"done, {ByteText.Of(Latest.TotalBytes ?? Latest.Bytes)}";
            }

            if (Latest.Stage != DownloadStage.Transfer)
            {
                return StageWords.Of(Latest.Stage);
            }

            var done = Latest.TotalBytes is { } total
                ? $"{Share, 4:0%} of {ByteText.Of(total)}"
                : ByteText.Of(Latest.Bytes);
            var speed = BytesPerSecond > 0 ? $"  {ByteText.Of(BytesPerSecond)}/s" : "";
            return TimeLeft is { } rest ? $"{done}{speed}  {Clock(rest)}" : $"{done}{speed}";
        }
    }

    public void Report(DownloadProgress progress)
    {
        // A new stage or a restart from zero says nothing about the speed so far.
        if (progress.Stage != Latest.Stage || progress.Bytes < Latest.Bytes)
        {
            _samples.Clear();
        }

        Latest = progress;
        _samples.Enqueue((time.GetTimestamp(), progress.Bytes));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At) > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>No report comes any more; a file that got as far as its final name is done.</summary>
    public void End() => IsDone = Latest.Stage >= DownloadStage.Record;

    /// <summary>Minutes and seconds, hours when there are any.</summary>
    public static string Clock(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
