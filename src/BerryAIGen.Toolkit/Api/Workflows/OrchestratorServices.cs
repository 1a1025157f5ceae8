using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Database.Workflows.Services;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Generation.Orchestrators.Own.Workers.Media;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>This server's own orchestrator: its workers, what they are asked for, and what came of it.</summary>
internal static class OrchestratorServices
{
    public static IServiceCollection AddOrchestrator(
        this IServiceCollection services,
        LibraryOptions library,
        WorkflowLimits limits
    )
    {
        WorkerCatalogue? workers = null;
        IStepWorker[] own =
        [
            new FilesWorker(),
            new PictureWorker(),
            new VideoWorker(),
            new ComposeWorker(),
            new HashWorker(),
            new UpscaleWorker(),
            new RepeatWorker(() => workers!),
        ];
        workers = new WorkerCatalogue(own, library.ConfigurationFolder, library.ReadVariable);
        services.AddSingleton(limits).AddSingleton(workers);
        services.AddSingleton<WorkflowReader>();
        services.AddSingleton<OrchestratorSecret>();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<StepMedia>();
        services.AddSingleton<WorkflowStore>();
        services.AddSingleton<WorkflowRuns>();
        services.AddSingleton<WorkflowFlow>();
        services.AddSingleton<WorkerNodes>();
        services.AddSingleton<LostSteps>();
        services.AddSingleton<InlineMedia>();
        services.AddSingleton<ServiceStore>();
        services.AddSingleton<OwnResources>();
        services.AddSingleton<CallbackCourier>();
        services.AddSingleton<WorkflowOrders>();
        services.AddSingleton<WorkflowArchive>();
        services.AddSingleton<IJobFollower, WorkflowJobFollower>();
        foreach (var group in workers.Groups)
            services.AddSingleton<IJobKind>(all => new WorkflowStepKind(
                group,
                all.GetRequiredService<LibraryDatabase>(),
                workers,
                all.GetRequiredService<WorkflowRuns>(),
                // Who brings workflows on writes jobs, and the jobs' engine knows this kind.
                new Lazy<WorkflowFlow>(all.GetRequiredService<WorkflowFlow>),
                all.GetRequiredService<StepMedia>(),
                limits,
                all.GetRequiredService<TimeProvider>()
            ));
        services.AddHostedService<OrchestratorRounds>();
        return services;
    }

    /// <summary>Definitions of the user that were left out.</summary>
    public static IReadOnlyList<string> OrchestratorWarnings(this IServiceProvider services) =>
        services.GetRequiredService<WorkerCatalogue>().Warnings;
}
