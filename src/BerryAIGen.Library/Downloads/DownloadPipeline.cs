using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
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
                await AddFilesAsync(items, reference, request, isDryRun, progress, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (LibraryException problem)
            {
                items.Add(DownloadItems.From(reference, problem.Failure));
            }
            catch (Exception problem) when (DiskFailures.IsDisk(problem))
            {
                items.Add(DownloadItems.From(reference, DiskFailures.From(problem, request.Target.Root ?? ".")));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                items.Add(DownloadItems.From(reference, DownloadItems.Cancelled));
            }
        }

        return items;
    }

    private async Task AddFilesAsync(
        List<DownloadItem> items,
        Reference reference,
        DownloadRequest request,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var source = sources.Get(reference);
        var files = await source.ResolveAsync(reference, request.Choice, cancellationToken).ConfigureAwait(false);
        if (files.Count > 1 && request.Target.FileName is not null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} is {files.Count} files; a file name can only be given to one."
            );
        foreach (var file in files)
        {
            progress?.Report(new DownloadProgress(file.Name ?? reference.Text, DownloadStage.Plan, 0, file.SizeBytes));
            var known = isDryRun ? await source.ProbeAsync(file, cancellationToken).ConfigureAwait(false) : file;
            var plan = await planner.PlanAsync(reference, known, request, cancellationToken).ConfigureAwait(false);
            items.Add(
                isDryRun
                    ? DownloadItems.From(plan)
                    : await run.RunAsync(plan, source, request.WantsPreview, progress, cancellationToken)
                        .ConfigureAwait(false)
            );
        }
    }
}
