using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>
/// The main way through the house: reference → files → plan → run. References are resolved one after the other, and their
/// files run side by side as far as <see cref="DownloadTurns"/> allows; an item that fails never stops the others. After
/// a cancellation what is left comes back as cancelled, and parts stay for the next run.
/// </summary>
internal sealed class DownloadPipeline(
    SourceList sources,
    DownloadPlanner planner,
    FileRun run,
    DownloadTurns turns,
    RecordedBefore recorded,
    TimeProvider time
)
{
    /// <summary>One item per file, in the order of the references.</summary>
    public async Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        DownloadRequest request,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        DownloadItems.WithFurther(
            await Task.WhenAll(await StartAsync(request, isDryRun, progress, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false)
        );

    /// <summary>Begins with every file as soon as it has its turn; returns when the last one has begun. No item throws.</summary>
    public async Task<IReadOnlyList<Task<DownloadItem>>> StartAsync(
        DownloadRequest request,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        List<Task<DownloadItem>> items = [];
        foreach (var text in request.References)
        {
            var before = items.Count;
            var reference = sources.Parse(text);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (recorded.Find(reference, request) is { } present)
                {
                    items.Add(Task.FromResult(present));
                    continue;
                }

                progress?.Report(new DownloadProgress(reference.Text, DownloadStage.Resolve, 0, null));
                foreach (var wanted in await ResolveAsync(reference, request, cancellationToken).ConfigureAwait(false))
                    items.Add(
                        isDryRun ? PlanAsync(wanted, request, cancellationToken)
                        : wanted.File.IsIndex
                        && await FailedAsync(items.Skip(before)).ConfigureAwait(false) is > 0 and var failed
                            ? Task.FromResult(DownloadItems.Skipped(reference, wanted.File, failed))
                        : await StartAsync(wanted, request, progress, cancellationToken).ConfigureAwait(false)
                    );
            }
            catch (Exception problem)
            {
                items.Add(
                    Task.FromResult(DownloadItems.From(reference, FailureOf(problem, request, cancellationToken)))
                );
            }
        }

        return items;
    }

    private async Task<IEnumerable<WantedFile>> ResolveAsync(
        Reference reference,
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        var (source, files) = request.Known is { } known
            ? (sources.Get(reference), [known])
            : await sources.ResolveAsync(reference, request.Choice, cancellationToken).ConfigureAwait(false);
        var checksum = await sources.ReadChecksumAsync(request.Sha256, cancellationToken).ConfigureAwait(false);
        if (files.Count > 1 && OnlyForOne(reference, request, checksum) is { } what)
            throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} is {files.Count} files; {what} can only be given {(what == "a hash" ? "for" : "to")} one."
            );
        return files.Select(file => new WantedFile(
            reference,
            source,
            file with
            {
                Mirrors = [.. file.Mirrors, .. request.Mirrors],
            }
        )
        {
            Checksum = checksum,
        });
    }

    private static string? OnlyForOne(Reference reference, DownloadRequest request, GivenChecksum? checksum) =>
        request.Target.FileName is not null ? "a file name"
        : reference.Sha256 is not null || checksum is { IsList: false } ? "a hash"
        : request.Mirrors.Count > 0 ? "a mirror"
        : null;

    // What makes a folder a model waits for everything before it.
    private static async Task<int> FailedAsync(IEnumerable<Task<DownloadItem>> before) =>
        (await Task.WhenAll(before).ConfigureAwait(false)).Count(item => item.Failure is not null);

    private async Task<DownloadItem> PlanAsync(
        WantedFile wanted,
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var probed = await wanted.At(time.GetUtcNow()).ProbeAsync(cancellationToken).ConfigureAwait(false);
            var known = probed.Checked();
            return DownloadItems.From(
                await planner.PlanAsync(wanted.Reference, known.File, request, cancellationToken).ConfigureAwait(false)
            );
        }
        catch (Exception problem)
        {
            return Failed(wanted, request, problem, cancellationToken);
        }
    }

    private async Task<Task<DownloadItem>> StartAsync(
        WantedFile wanted,
        DownloadRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var turn = await turns.FileAsync(cancellationToken).ConfigureAwait(false);
        return RunAsync(wanted, request, progress, turn, cancellationToken);
    }

    private async Task<DownloadItem> RunAsync(
        WantedFile wanted,
        DownloadRequest request,
        IProgress<DownloadProgress>? progress,
        IDisposable turn,
        CancellationToken cancellationToken
    )
    {
        using var _ = turn;
        try
        {
            var (reference, _, file) = wanted;
            progress?.Report(new DownloadProgress(file.Name ?? reference.Text, DownloadStage.Plan, 0, file.SizeBytes));
            cancellationToken.ThrowIfCancellationRequested();
            var now = wanted.At(time.GetUtcNow());
            var known = file.NeedsProbe ? await now.ProbeAsync(cancellationToken).ConfigureAwait(false) : now;
            return await new WantedRun(planner, run, turns, known.Checked(), request, progress)
                .RunAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            return Failed(wanted, request, problem, cancellationToken);
        }
    }

    private static DownloadItem Failed(
        WantedFile wanted,
        DownloadRequest request,
        Exception problem,
        CancellationToken cancellationToken
    ) =>
        DownloadItems.From(wanted.Reference, FailureOf(problem, request, cancellationToken)) with
        {
            File = wanted.File.Name,
        };

    // Whatever happens to one item is told in its row; a caught cancellation ends the others as quickly, each in its own.
    private static Failure FailureOf(Exception problem, DownloadRequest request, CancellationToken cancellationToken) =>
        RunFailures.From(problem, request.Target.Folder ?? request.Target.Root ?? ".", cancellationToken);
}
