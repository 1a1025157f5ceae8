using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Graphs;

/// <summary>Downloads the missing models of a workflow, each under the name and into the folder where its node looks.</summary>
internal sealed class GraphInstaller(BerryLibrary library, GraphChoices choices)
{
    public async Task<GraphInstallation> RunAsync(
        GraphInstallRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var report = await library
            .Graphs.FindAsync(request.Graph with { AsksForMore = true }, cancellationToken)
            .ConfigureAwait(false);
        List<Task<IReadOnlyList<DownloadItem>>> items = [];
        foreach (var choice in choices.Of(report, request))
        {
            if (choice.Requests is not [var first, ..])
                items.Add(
                    Task.FromResult<IReadOnlyList<DownloadItem>>([
                        DownloadItems.From(choice.Model.Name, choice.Failure!),
                    ])
                );
            else
                // Each is planned before the next, so that two of one name see each other; the bytes come together.
                items.Add(GoOnAsync(choice, await BeginAsync(first).ConfigureAwait(false)));
        }

        var done = await Task.WhenAll(items).ConfigureAwait(false);
        return new GraphInstallation(report, DownloadItems.WithFurther([.. done.SelectMany(item => item)]));

        async Task<IReadOnlyList<DownloadItem>> GoOnAsync(GraphChoice choice, Task<DownloadItem[]> begun)
        {
            var tried = 0;
            var found = await begun.ConfigureAwait(false);
            while (found is [{ Failure.Code: FailureCode.NotFound }] && ++tried < choice.Requests.Count)
                found = await (await BeginAsync(choice.Requests[tried]).ConfigureAwait(false)).ConfigureAwait(false);
            return
            [
                .. found.Select(item =>
                    item.Failure is null
                        ? item with
                        {
                            Reason = Sentences.Join(choice.NoteAfter(tried), item.Reason),
                        }
                        : item
                ),
            ];
        }

        async Task<Task<DownloadItem[]>> BeginAsync(DownloadRequest wanted) =>
            request.IsDryRun
                ? Task.FromResult((await library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false)).ToArray())
                : Task.WhenAll(await library.StartAsync(wanted, progress, cancellationToken).ConfigureAwait(false));
    }
}
