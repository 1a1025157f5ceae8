using BerryAIGen.Database.Access;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Site;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Who asks, from where, and what is shown to them.</summary>
internal static class OrchestratorCall
{
    private const string Local = "local";

    /// <summary>Workflows belong to the key; on a machine's own address without one they are one person's.</summary>
    public static string Owner(this HttpContext context) => context.Features.Get<AccessCaller>()?.KeyId ?? Local;

    /// <summary>Jobs that do somebody's step or generation are stopped and run again by its owner, and by whoever may all.</summary>
    /// <exception cref="Library.LibraryException">The job is somebody else's.</exception>
    public static async Task DemandOwnJobAsync(
        this HttpContext context,
        string job,
        CancellationToken cancellationToken
    )
    {
        var workflows = context.RequestServices.GetRequiredService<WorkflowStore>();
        if (await workflows.FindOwnerAsync(job, cancellationToken) is { } owner && owner != context.Owner())
            context.Demand(AccessScope.Admin, "a job of another key's workflow");
        var generations = context.RequestServices.GetRequiredService<GenerationList>();
        if (await generations.FindOwnerAsync(job, cancellationToken) is { } other && other != context.Owner())
            context.Demand(AccessScope.Admin, "a job of another key's generation");
    }

    public static async Task<WorkflowDocuments> DocumentsAsync(
        this HttpContext context,
        bool hidesMature,
        CancellationToken cancellationToken
    ) =>
        new(
            await context.RequestServices.GetRequiredService<OrchestratorSecret>().GetAsync(cancellationToken),
            SiteEndpoints.AddressOf(context.Request),
            hidesMature,
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()
        );
}
