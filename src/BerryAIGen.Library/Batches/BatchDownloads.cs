using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Library.Batches;

/// <summary>Downloads what a file lists.</summary>
public sealed class BatchDownloads
{
    private readonly BerryLibrary _library;

    internal BatchDownloads(BerryLibrary library) => _library = library;

    /// <summary>Begins one entry after the other, several files at once; a failed one never stops the rest.</summary>
    /// <exception cref="LibraryException">The file itself, or one of its settings, cannot be read, or it lists nothing.</exception>
    public async Task<BatchOutcome> RunAsync(
        BatchRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var began = _library.Time.GetTimestamp();
        var path = Path.GetFullPath(request.Path, _library.Options.WorkingFolder);
        var batch = request.Text is { } text
            ? BatchFile.Parse(text, path, cancellationToken)
            : BatchFile.Read(path, cancellationToken);
        if (batch.Entries.Count == 0)
            throw new LibraryException(
                FailureCode.Usage,
                $"The batch {path} lists nothing to download; add a reference per line, or entries to \"downloads\"."
            );
        using var keyed = WithKeysOf(batch.Settings);
        var library = keyed ?? _library;
        var defaults = Defaults(request, batch.Settings, path);
        var places = new BatchPlaces(library, request, path);
        List<Task<DownloadItem>> items = [];
        foreach (var entry in batch.Entries)
        {
            var wanted = entry.ToRequest(defaults) with { IsOfList = true };
            if ((entry.Failure ?? FindRefusal(places, entry, wanted.Target)) is { } failure)
                items.Add(Task.FromResult(DownloadItems.From(entry.Place, failure)));
            else if (request.IsDryRun)
                items.AddRange(
                    (await library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false)).Select(Task.FromResult)
                );
            else
                items.AddRange(await library.StartAsync(wanted, progress, cancellationToken).ConfigureAwait(false));
        }

        var done = DownloadItems.WithFurther(await Task.WhenAll(items).ConfigureAwait(false));
        return new BatchOutcome(done, _library.Time.GetElapsedTime(began), defaults.Target);
    }

    // One entry with a place that cannot be is no reason to leave the others.
    private static Failure? FindRefusal(BatchPlaces places, BatchEntry entry, DownloadTarget target)
    {
        try
        {
            return places.FindRefusal(entry, target);
        }
        catch (LibraryException refused)
        {
            return refused.Failure;
        }
    }

    // A key in the file is for this file; one that was given or set for the person goes before it.
    private BerryLibrary? WithKeysOf(BatchSettings settings)
    {
        var options = _library.Options;
        // As they are now, for what was changed would go before the keys of the file.
        var keyed = options.Frozen() with
        {
            CivitaiKey = options.CivitaiKey ?? settings.CivitaiKey,
            HuggingFaceToken = options.HuggingFaceToken ?? settings.HuggingFaceToken,
        };
        return keyed.CivitaiKey == options.CivitaiKey && keyed.HuggingFaceToken == options.HuggingFaceToken
            ? null
            : _library.With(keyed);
    }

    private DownloadRequest Defaults(BatchRequest request, BatchSettings settings, string path)
    {
        if (settings.AcceptsDanger == true && !request.AcceptsDanger)
            _library.Options.OnNotice?.Invoke(
                $"{path} asks for allow_unsafe; a file cannot consent for you, so that is not obeyed. Give --allow-unsafe if you mean it."
            );
        return new()
        {
            References = [],
            Target = BatchEntry.Over(settings.Target, request.Target),
            OnConflict = request.OnConflict ?? settings.OnConflict ?? ConflictRule.Number,
            Archives = request.Archives ?? settings.Archives,
            SkipsExisting = request.SkipsExisting || settings.SkipsExisting == true,
            AcceptsDanger = request.AcceptsDanger,
            Sidecars = request.Sidecars ?? settings.Sidecars,
            WantsPreview = settings.WantsPreview ?? true,
        };
    }
}
