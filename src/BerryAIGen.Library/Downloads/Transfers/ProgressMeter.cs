namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>
/// Counts what comes and reports where a transfer stands, at most ten times per second, and every note at once. What came
/// last before a standstill is told as well; nothing is told after the end.
/// </summary>
internal sealed class ProgressMeter(string name, IProgress<DownloadProgress>? progress, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _last;
    private long _bytes;
    private long _told;
    private long _transferred;
    private bool _hasMoved;
    private ITimer? _rest;
    private bool _isWaiting;
    private bool _isOver;

    internal long? Total { get; set; }

    /// <summary>Bytes of bodies that came over the network, whatever became of them.</summary>
    internal long TransferredBytes => Volatile.Read(ref _transferred);

    internal void Receive(int bytes) => Interlocked.Add(ref _transferred, bytes);

    internal void At(long bytes)
    {
        lock (_gate)
        {
            // The first bytes are told at once: they say that the server answers.
            var isFirst = _last == 0 || (!_hasMoved && bytes > _bytes);
            _hasMoved |= bytes > _bytes && _last != 0;
            _bytes = bytes;
            if (progress is null || _isOver)
                return;
            var rest = Interval - time.GetElapsedTime(_last);
            if (isFirst || rest <= TimeSpan.Zero || bytes == Total)
                Tell();
            else if (!_isWaiting)
                TellAfter(rest);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _rest?.Dispose();
        }
    }

    private void Tell()
    {
        (_last, _told) = (time.GetTimestamp(), _bytes);
        Report(null);
    }

    // Nothing more may come for a long time.
    private void TellAfter(TimeSpan rest)
    {
        _isWaiting = true;
        _rest ??= time.CreateTimer(_ => TellRest(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rest.Change(rest, Timeout.InfiniteTimeSpan);
    }

    private void TellRest()
    {
        lock (_gate)
        {
            _isWaiting = false;
            if (!_isOver && _told != _bytes)
                Tell();
        }
    }

    internal void Note(string note) => Report(note);

    private void Report(string? note) =>
        progress?.Report(new DownloadProgress(name, DownloadStage.Transfer, _bytes, Total, note));
}
