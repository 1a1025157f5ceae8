using BerryAIGen.Database.Indexing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>
/// Indexes the library's folders when the server starts, whenever something changes in them, and from time to time all the
/// same: links, network drives and folders that are not there yet tell nobody of their changes.
/// </summary>
internal sealed partial class CatalogWatch(
    RegistryIndex index,
    LibraryFolders folders,
    ToolkitOptions options,
    TimeProvider time,
    ILogger<CatalogWatch> logger
) : BackgroundService
{
    private IReadOnlyList<string> _unwatched = [];
    private volatile CancellationTokenSource _wait = new();

    /// <summary>Folders that are looked through from time to time only.</summary>
    public IReadOnlyList<string> Unwatched => _unwatched;

    /// <summary>Looks at once, because there are other folders now.</summary>
    public void LookAgain() => _wait.Cancel();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers first.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var all = folders.All;
            using var watch = new FolderWatch(all, time);
            _unwatched = watch.Unwatched;
            do
            {
                await IndexAsync(all, stoppingToken);
                var wait = watch.Unwatched.Count > 0 ? options.IndexUnwatchedEvery : options.IndexEvery;
                await WaitAsync(watch, wait, stoppingToken);
                // What is lost or not there yet is watched anew.
            } while (watch.Unwatched.Count == 0 && folders.All.SequenceEqual(all));
        }
    }

    private async Task WaitAsync(FolderWatch watch, TimeSpan wait, CancellationToken stoppingToken)
    {
        var again = _wait;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, again.Token);
        try
        {
            await watch.WaitAsync(wait, either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Somebody changed the folders; they are asked for next.
        }

        if (again.IsCancellationRequested)
            _wait = new CancellationTokenSource();
    }

    private async Task IndexAsync(IReadOnlyList<string> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0)
            return;
        try
        {
            var report = await index.RunAsync(all, progress: null, cancellationToken);
            if (report.Added + report.Changed + report.Moved + report.Returned > 0)
                Log.Indexed(logger, report.Seen, report.Added, report.Changed, report.Moved, report.Elapsed);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database may be away for a moment; the next look comes.
            Log.Failed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "{Seen} models: {Added} new, {Changed} changed, {Moved} moved, in {Elapsed}"
        )]
        public static partial void Indexed(
            ILogger logger,
            int seen,
            int added,
            int changed,
            int moved,
            TimeSpan elapsed
        );

        [LoggerMessage(LogLevel.Error, "The folders of models could not be indexed")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
