using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Progress;

/// <summary>Plain lines for logs: one per change of stage, and at most one per second and file in between.</summary>
internal sealed class ProgressLines(TextWriter writer, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (FileProgress File, long SaidAt)> _files = [];
    private readonly Lock _gate = new();

    public void Report(DownloadProgress value)
    {
        lock (_gate)
        {
            var isNew = !_files.TryGetValue(value.Name, out var known);
            var file = isNew ? new FileProgress(time) : known.File;
            var hasChanged = isNew || file.Latest.Stage != value.Stage;
            file.Report(value);
            if (value.Note is { } note)
            {
                writer.WriteLine(PlainText.Of($"{value.Name}: {note}"));
            }

            if (hasChanged || time.GetElapsedTime(known.SaidAt) >= Pause)
            {
                writer.WriteLine(PlainText.Of($"{value.Name}: {Line(file)}"));
                _files[value.Name] = (file, time.GetTimestamp());
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Line(FileProgress file) =>
        file.Latest.Stage == DownloadStage.Transfer
            ? $"{StageWords.Of(file.Latest.Stage)} {file.Share:0%} {file.Figures}"
            : StageWords.Of(file.Latest.Stage);
}
