using BerryAIGen.Database.Access;
using BerryAIGen.Database.Gates;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

internal static class GateEndpoints
{
    // What is hidden must not be read out of the list of what is hidden.
    public static void MapGates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation").RequireScope(AccessScope.Admin);
        group.MapGet("/gates", ListAsync).WithSummary("What is held back, from whom, and how it is shown.");
        group.MapPut("/gates/{gate}", PutAsync).WithSummary("Writes a gate, in place of one of the same id.");
        group.MapDelete("/gates/{gate}", DeleteAsync).WithSummary("Removes a gate.");
        group.MapPut("/experimental", SetExperimentsAsync).WithSummary("Says which ecosystems bear a badge.");
    }

    private static async Task<GatesDocument> ListAsync(GateStore gates, CancellationToken cancellationToken) =>
        new(
            [.. (await gates.ListAsync(cancellationToken)).Select(GateDocument.Of)],
            await gates.ReadExperimentsAsync(cancellationToken)
        );

    private static async Task<GateDocument> PutAsync(
        string gate,
        GateQuestion question,
        GateStore gates,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var wish = new GateWish(
            question.Audience,
            question.Presentation,
            question.Message,
            question.Ecosystems,
            question.Workflows,
            question.Versions
        );
        var rule = await gates.PutAsync(gate, wish, cancellationToken);
        http.Concerns(rule.Id);
        return GateDocument.Of(rule);
    }

    private static async Task<RemovedGate> DeleteAsync(
        string gate,
        GateStore gates,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await gates.DeleteAsync(gate, cancellationToken);
        http.Concerns(gate);
        return new RemovedGate("Gate removed", gate);
    }

    private static async Task<ExperimentsDocument> SetExperimentsAsync(
        ExperimentsQuestion question,
        GateStore gates,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var set = await gates.SetExperimentsAsync(question.Ecosystems, cancellationToken);
        http.Concerns(set, "no ecosystem");
        return new ExperimentsDocument(set);
    }
}
