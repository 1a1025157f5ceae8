namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Counts what comes and reports where a transfer stands, at most ten times per second, and every note at once.</summary>
internal sealed class ProgressMeter(string name, IProgress<DownloadProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _last;
    private long _bytes;
    private long _transferred;
    private bool _hasMoved;

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
            if (progress is not null && (isFirst || time.GetElapsedTime(_last) >= Interval || bytes == Total))
            {
                _last = time.GetTimestamp();
                Report(null);
            }
        }
    }

    internal void Note(string note) => Report(note);

    private void Report(string? note) =>
        progress?.Report(new DownloadProgress(name, DownloadStage.Transfer, _bytes, Total, note));
}
