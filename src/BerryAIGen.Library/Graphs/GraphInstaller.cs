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
        var report = await library.Graphs.FindAsync(request.Graph, cancellationToken).ConfigureAwait(false);
        List<Task<DownloadItem>> items = [];
        foreach (var choice in choices.Of(report, request))
        {
            if (choice.Request is not { } wanted)
                items.Add(Task.FromResult(DownloadItems.From(choice.Model.Name, choice.Failure!)));
            else if (request.IsDryRun)
                items.AddRange(
                    (await library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false)).Select(Task.FromResult)
                );
            else
                items.AddRange(await library.StartAsync(wanted, progress, cancellationToken).ConfigureAwait(false));
        }

        return new GraphInstallation(
            report,
            DownloadItems.WithFurther(await Task.WhenAll(items).ConfigureAwait(false))
        );
    }
}
