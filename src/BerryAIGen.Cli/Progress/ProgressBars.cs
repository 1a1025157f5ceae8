using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Downloads;
using Spectre.Console;

namespace BerryAIGen.Cli.Progress;

/// <summary>One bar per file on a terminal, with speed and time left.</summary>
internal sealed class ProgressBars : IProgressView
{
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Row> _rows = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProgressContext? _context;
    private Task _show = Task.CompletedTask;

    private ProgressBars(TimeProvider time) => _time = time;

    /// <summary>Begins the show; the terminal is ready when this returns.</summary>
    public static async Task<ProgressBars> StartAsync(TimeProvider time)
    {
        var bars = new ProgressBars(time);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var console = Terminal.Error;
        bars._show = console
            .Progress()
            .Columns(new NameColumn(), new ProgressBarColumn { Width = 18 }, new FiguresColumn(bars.Figures))
            .StartAsync(async context =>
            {
                bars._context = context;
                started.SetResult();
                await bars._ended.Task;
            });
        await Task.WhenAny(started.Task, bars._show);
        Terminal.Live = console;
        return bars;
    }

    public void Report(DownloadProgress value)
    {
        // Outside the gate: the console redraws the bars at once, and their figures want the gate.
        if (value.Note is { } note)
        {
            StandardOutput.Message($"{value.Name}: {note}");
        }

        lock (_gate)
        {
            var row = RowOf(value);
            row.File.Report(value);
            row.Task.Description = value.Name;
            row.Task.IsIndeterminate = value.Stage == DownloadStage.Transfer && value.TotalBytes is null;
            row.Task.MaxValue = value.TotalBytes ?? 1;
            row.Task.Value = value.Stage > DownloadStage.Transfer ? row.Task.MaxValue : value.Bytes;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (var row in _rows.Values)
            {
                row.File.End();
            }
        }

        _ended.TrySetResult();
        await _show;
        Terminal.Live = null;
    }

    private string Figures(ProgressTask task)
    {
        lock (_gate)
        {
            return _rows.Values.FirstOrDefault(row => row.Task.Id == task.Id)?.File.ShortFigures ?? "";
        }
    }

    // A reference gets its file's name once it is resolved: the row goes on under the new name.
    private Row RowOf(DownloadProgress value)
    {
        if (_rows.TryGetValue(value.Name, out var row))
        {
            return row;
        }

        if (_rows.FirstOrDefault(r => r.Value.File.Latest.Stage == DownloadStage.Resolve) is { Value: { } waiting } old)
        {
            _rows.Remove(old.Key);
            return _rows[value.Name] = waiting;
        }

        return _rows[value.Name] = new Row(new FileProgress(_time), _context!.AddTask(value.Name));
    }

    private sealed record Row(FileProgress File, ProgressTask Task);
}
