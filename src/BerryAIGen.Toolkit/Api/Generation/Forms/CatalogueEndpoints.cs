using System.Text.Json.Nodes;
using BerryAIGen.Generation;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Ecosystems, engines and workflows, as the definitions have them now.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogueLists(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapGet("/ecosystems", (Generator generator) => CatalogueDocument.Of(generator.Ecosystems, generator))
            .WithEntityTag()
            .WithSummary("The ecosystems: architectures whose add-ons are interchangeable, and what they make.");
        group
            .MapGet("/ecosystems/{name}", (string name, Generator generator) => generator.ShowEcosystem(name))
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("An ecosystem as its file has it, by id, key, name or base model.");
        group
            .MapGet("/engines", (Generator generator) => CatalogueDocument.Of(generator.Engines, generator))
            .WithEntityTag()
            .WithSummary("The engines: kinds of steps of the orchestrator, with their variants.");
        group
            .MapGet("/engines/{id}", (string id, Generator generator) => generator.ShowEngine(id))
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("An engine as its file has it.");
        group
            .MapGet("/workflows", (Generator generator) => CatalogueDocument.Of(generator.Workflows, generator))
            .WithEntityTag()
            .WithSummary("The workflows: what is made of what, and the ecosystems that do it.");
        group
            .MapGet("/workflows/{name}", (string name, Generator generator) => generator.ShowWorkflow(name))
            .WithEntityTag()
            .Produces<JsonObject>()
            .WithSummary("A workflow as its file has it, by id or key.");
        group
            .MapGet("/limits", (Generator generator) => new LimitsDocument(generator.Limits))
            .WithEntityTag()
            .WithSummary("How much each tier may ask for at once.");
    }
}
