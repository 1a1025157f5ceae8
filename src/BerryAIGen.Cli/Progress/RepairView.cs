using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Progress;

/// <summary>The show of downloads, begun by the first one: most checks repair nothing.</summary>
internal sealed class RepairView : IProgress<DownloadProgress>, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private ProgressLines? _view;

    public void Report(DownloadProgress value)
    {
        lock (_gate)
        {
            _view ??= new ProgressLines(Console.Error, TimeProvider.System);
        }

        _view.Report(value);
    }

    public ValueTask DisposeAsync() => _view?.DisposeAsync() ?? ValueTask.CompletedTask;
}
