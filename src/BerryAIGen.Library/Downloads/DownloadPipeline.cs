using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>
/// The main way through the house: reference → files → plan → run, one after the other; an item that fails never stops
/// the others. After a cancellation what is left comes back as cancelled, and parts stay for the next run.
/// </summary>
internal sealed class DownloadPipeline(SourceList sources, DownloadPlanner planner, FileRun run)
{
    /// <summary>One item per file, in the order of the references.</summary>
    public async Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        DownloadRequest request,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        List<DownloadItem> items = [];
        foreach (var text in request.References)
        {
            var reference = sources.Parse(text);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new DownloadProgress(reference.Text, DownloadStage.Resolve, 0, null));
                foreach (var wanted in await ResolveAsync(reference, request, cancellationToken).ConfigureAwait(false))
                    items.Add(
                        await RunFileAsync(wanted, request, isDryRun, progress, cancellationToken).ConfigureAwait(false)
                    );
            }
            catch (Exception problem)
            {
                items.Add(DownloadItems.From(reference, FailureOf(problem, request, cancellationToken)));
            }
        }

        return items;
    }

    private async Task<IEnumerable<Wanted>> ResolveAsync(
        Reference reference,
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        var source = sources.Get(reference);
        var files = request.Known is { } known
            ? [known]
            : await source.ResolveAsync(reference, request.Choice, cancellationToken).ConfigureAwait(false);
        if (files.Count > 1 && request.Target.FileName is not null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} is {files.Count} files; a file name can only be given to one."
            );
        if (files.Count > 1 && request.Sha256 is not null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} is {files.Count} files; a hash can only be given for one."
            );
        return files.Select(file => new Wanted(reference, source, PinnedHash.Apply(file, request.Sha256)));
    }

    private async Task<DownloadItem> RunFileAsync(
        Wanted wanted,
        DownloadRequest request,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var (reference, source, file) = wanted;
        try
        {
            progress?.Report(new DownloadProgress(file.Name ?? reference.Text, DownloadStage.Plan, 0, file.SizeBytes));
            cancellationToken.ThrowIfCancellationRequested();
            var known = isDryRun ? await source.ProbeAsync(file, cancellationToken).ConfigureAwait(false) : file;
            var plan = await planner.PlanAsync(reference, known, request, cancellationToken).ConfigureAwait(false);
            return isDryRun
                ? DownloadItems.From(plan)
                : await run.RunAsync(plan, source, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            return DownloadItems.From(reference, FailureOf(problem, request, cancellationToken)) with
            {
                File = file.Name,
            };
        }
    }

    // Whatever happens to one item is told in its row; a caught cancellation ends the others as quickly, each in its own.
    private static Failure FailureOf(Exception problem, DownloadRequest request, CancellationToken cancellationToken) =>
        RunFailures.From(problem, request.Target.Folder ?? request.Target.Root ?? ".", cancellationToken);

    private sealed record Wanted(Reference Reference, ISource Source, RemoteFile File);
}
