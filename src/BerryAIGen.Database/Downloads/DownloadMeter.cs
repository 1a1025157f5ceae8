using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Database.Downloads;

/// <summary>Adds up what the files of one download report.</summary>
internal sealed class DownloadMeter(IReadOnlyList<DownloadFile> planned, TimeProvider time)
    : IProgress<DownloadProgress>
{
    // Long enough to be calm, short enough to notice a line that became slow.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<string> order = [.. planned.Select(KeyOf).Distinct()];
    private readonly Dictionary<string, DownloadFile> files = planned
        .DistinctBy(KeyOf)
        // Where an earlier run stood says nothing of this one.
        .ToDictionary(KeyOf, file => file with { Stage = null }, StringComparer.Ordinal);
    private readonly Dictionary<string, DownloadStage> stages = new(StringComparer.Ordinal);
    private readonly SortedSet<string> parts = new(StringComparer.Ordinal);
    private readonly Queue<(long At, long Bytes)> samples = [];
    private List<string> notes = [];
    private DownloadStage? before;

    public IReadOnlyList<string> Parts
    {
        get
        {
            lock (gate)
                return [.. parts];
        }
    }

    public void Report(DownloadProgress value)
    {
        lock (gate)
        {
            if (value.PartPath is { } part)
                parts.Add(part);
            if (value.Note is { } note)
                notes.Add(note);
            if (value.Stage is DownloadStage.Resolve || value is { Stage: DownloadStage.Plan, PartPath: null })
            {
                before = value.Stage;
                return;
            }

            var key = value.Path ?? value.Name;
            stages[key] = value.Stage;
            var known = files.GetValueOrDefault(key);
            if (known is null)
                order.Add(key);
            files[key] = new DownloadFile(
                value.Name,
                value.TotalBytes ?? known?.Size,
                // Of a part that is taken up nothing is known before its first report.
                value.Stage == DownloadStage.Plan
                    ? known?.Downloaded ?? 0
                    : Math.Max(value.Bytes, value.Stage > DownloadStage.Transfer ? known?.Downloaded ?? 0 : 0),
                StatusOf(value.Stage),
                known?.Path ?? value.Path,
                DownloadStageWords.Of(value.Stage)
            );
        }
    }

    /// <summary>Where it stands.</summary>
    public Standing Read()
    {
        lock (gate)
        {
            DownloadFile[] all = [.. order.Select(key => files[key])];
            var bytes = all.Sum(file => file.Downloaded);
            var standing = new Standing(
                all,
                bytes,
                Array.TrueForAll(all, file => file.Size is not null) ? all.Sum(file => file.Size!.Value) : null,
                Speed(bytes),
                all.Length > 0 && Array.TrueForAll(all, file => file.Status == DownloadStatus.Verifying)
                    ? DownloadStatus.Verifying
                    : DownloadStatus.Downloading,
                Stage() is { } stage ? DownloadStageWords.Of(stage) : null,
                notes
            );
            notes = [];
            return standing;
        }
    }

    // That of the file that is behind all others; while one has not begun, bytes are to come.
    private DownloadStage? Stage()
    {
        if (stages.Count == 0)
            return before;
        var first = stages.Values.Min();
        return stages.Count == order.Count && first > DownloadStage.Transfer ? first
            : stages.Values.Max() >= DownloadStage.Transfer ? DownloadStage.Transfer
            : first;
    }

    private double? Speed(long bytes)
    {
        var now = time.GetTimestamp();
        // What is fewer than before began anew, and has no speed yet.
        if (samples.Count > 0 && bytes < samples.Last().Bytes)
            samples.Clear();
        samples.Enqueue((now, bytes));
        while (samples.Count > 2 && time.GetElapsedTime(samples.Peek().At, now) > Window)
            samples.Dequeue();
        var (at, before) = samples.Peek();
        var elapsed = time.GetElapsedTime(at, now);
        return elapsed < Shortest ? null : (bytes - before) / elapsed.TotalSeconds;
    }

    // Files of one name may lie in several folders of a model.
    private static string KeyOf(DownloadFile file) => file.Path ?? file.Name;

    private static string StatusOf(DownloadStage stage) =>
        stage > DownloadStage.Transfer ? DownloadStatus.Verifying : DownloadStatus.Downloading;
}

/// <summary>Where a download stands.</summary>
/// <param name="Files">Each file.</param>
/// <param name="Bytes">Bytes that are there.</param>
/// <param name="Total">Of all files; null while one is not known.</param>
/// <param name="BytesPerSecond">Null before it can be told.</param>
/// <param name="Status">downloading or verifying.</param>
/// <param name="Stage">Its <see cref="DownloadStageWords">word</see>; null before the first report.</param>
/// <param name="Notes">Sentences worth keeping that came since the last look.</param>
internal sealed record Standing(
    IReadOnlyList<DownloadFile> Files,
    long Bytes,
    long? Total,
    double? BytesPerSecond,
    string Status,
    string? Stage,
    IReadOnlyList<string> Notes
)
{
    public double Progress => Total is > 0 and var total ? Math.Min(1, (double)Bytes / total) : 0;
}
