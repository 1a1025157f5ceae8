namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Reports where a transfer stands, at most ten times per second, and every note at once.</summary>
internal sealed class ProgressMeter(string name, IProgress<DownloadProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _last;
    private long _bytes;
    private bool _hasMoved;

    internal long? Total { get; set; }

    internal void At(long bytes)
    {
        // The first bytes are told at once: they say that the server answers.
        var isFirst = _last == 0 || (!_hasMoved && bytes > _bytes);
        _hasMoved |= bytes > _bytes && _last != 0;
        _bytes = bytes;
        if (progress is not null && (isFirst || time.GetElapsedTime(_last) >= Interval || bytes == Total))
        {
            _last = time.GetTimestamp();
            Report(null);
        }
    }

    internal void Note(string note) => Report(note);

    private void Report(string? note) =>
        progress?.Report(new DownloadProgress(name, DownloadStage.Transfer, _bytes, Total, note));
}
