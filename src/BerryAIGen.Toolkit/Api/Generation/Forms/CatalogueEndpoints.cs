using System.Text.Json.Nodes;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Ecosystems, engines and workflows, as the definitions have them now.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogueLists(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapGet("/ecosystems", EcosystemsAsync)
            .WithEntityTag()
            .WithSummary("The ecosystems: architectures whose add-ons are interchangeable, and what they make.");
        group
            .MapGet("/ecosystems/{name}", EcosystemAsync)
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("An ecosystem as its file has it, by id, key, name or base model.");
        group
            .MapGet("/engines", (Generator generator) => CatalogueDocument.Of(generator.Engines, generator.Warnings))
            .WithEntityTag()
            .WithSummary("The engines: kinds of steps of the orchestrator, with their variants.");
        group
            .MapGet("/engines/{id}", (string id, Generator generator) => generator.ShowEngine(id))
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("An engine as its file has it.");
        group
            .MapGet("/workflows", WorkflowsAsync)
            .WithEntityTag()
            .WithSummary("The workflows: what is made of what, and the ecosystems that do it.");
        group
            .MapGet("/workflows/{name}", WorkflowAsync)
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("A workflow as its file has it, by id or key.");
        group
            .MapGet("/limits", (Generator generator) => new LimitsDocument(generator.Limits))
            .WithEntityTag()
            .WithSummary("How much each tier may ask for at once.");
    }

    private static async Task<CatalogueDocument> EcosystemsAsync(
        HttpContext http,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    ) =>
        CatalogueDocument.Of(
            generator.Ecosystems(await gates.KeeperAsync(http.Audience(), cancellationToken)),
            generator.Warnings,
            await gates.ReadExperimentsAsync(cancellationToken)
        );

    private static async Task<JsonObject> EcosystemAsync(
        string name,
        HttpContext http,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    ) => generator.ShowEcosystem(name, await gates.KeeperAsync(http.Audience(), cancellationToken));

    private static async Task<CatalogueDocument> WorkflowsAsync(
        HttpContext http,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    ) =>
        CatalogueDocument.Of(
            generator.Workflows(await gates.KeeperAsync(http.Audience(), cancellationToken)),
            generator.Warnings
        );

    private static async Task<JsonObject> WorkflowAsync(
        string name,
        HttpContext http,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    ) => generator.ShowWorkflow(name, await gates.KeeperAsync(http.Audience(), cancellationToken));
}
