using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Library.Batches;

/// <summary>Downloads what a file lists.</summary>
public sealed class BatchDownloads
{
    private readonly BerryLibrary _library;

    internal BatchDownloads(BerryLibrary library) => _library = library;

    /// <summary>Begins one entry after the other, several files at once; a failed one never stops the rest.</summary>
    /// <exception cref="LibraryException">The file itself, or one of its settings, cannot be read.</exception>
    public async Task<BatchOutcome> RunAsync(
        BatchRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var began = _library.Time.GetTimestamp();
        var path = Path.GetFullPath(request.Path, _library.Options.WorkingFolder);
        var batch = request.Text is { } text ? BatchFile.Parse(text, path) : BatchFile.Read(path);
        using var keyed = WithKeysOf(batch.Settings);
        var library = keyed ?? _library;
        var defaults = Defaults(request, batch.Settings);
        List<Task<DownloadItem>> items = [];
        foreach (var entry in batch.Entries)
        {
            if (entry.Failure is { } failure)
                items.Add(Task.FromResult(DownloadItems.From(entry.Place, failure)));
            else if (request.IsDryRun)
                items.AddRange(
                    (
                        await library.PlanAsync(entry.ToRequest(defaults), cancellationToken).ConfigureAwait(false)
                    ).Select(Task.FromResult)
                );
            else
                items.AddRange(
                    await library
                        .StartAsync(entry.ToRequest(defaults), progress, cancellationToken)
                        .ConfigureAwait(false)
                );
        }

        var done = DownloadItems.WithFurther(await Task.WhenAll(items).ConfigureAwait(false));
        return new BatchOutcome(done, _library.Time.GetElapsedTime(began), defaults.Target);
    }

    // A key in the file is for this file; one that was given or set for the person goes before it.
    private BerryLibrary? WithKeysOf(BatchSettings settings)
    {
        var options = _library.Options;
        var keyed = options with
        {
            CivitaiKey = options.CivitaiKey ?? settings.CivitaiKey,
            HuggingFaceToken = options.HuggingFaceToken ?? settings.HuggingFaceToken,
        };
        return keyed == options ? null : _library.With(keyed);
    }

    private static DownloadRequest Defaults(BatchRequest request, BatchSettings settings) =>
        new()
        {
            References = [],
            Target = BatchEntry.Over(settings.Target, request.Target),
            OnConflict = request.OnConflict ?? settings.OnConflict ?? ConflictRule.Number,
            Archives = request.Archives ?? settings.Archives,
            SkipsExisting = request.SkipsExisting || settings.SkipsExisting == true,
            AcceptsDanger = settings.AcceptsDanger == true,
            Sidecars = request.Sidecars ?? settings.Sidecars,
            WantsPreview = settings.WantsPreview ?? true,
        };
}
