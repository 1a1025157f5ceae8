using BerryAIGen.Database.Access;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Toolkit.Api.Site;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Who asks, from where, and what is shown to them.</summary>
internal static class OrchestratorCall
{
    private const string Local = "local";

    /// <summary>Workflows belong to the key; on a machine's own address without one they are one person's.</summary>
    public static string Owner(this HttpContext context) => context.Features.Get<AccessCaller>()?.KeyId ?? Local;

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
