using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>What there is, for lists, and one definition as its file would have it.</summary>
internal static class CatalogueLists
{
    private static readonly string[] States = ["active", "held-back", "unoffered"];

    public static IReadOnlyList<CatalogueRow> Ecosystems(GenerationCatalogue catalogue) =>
        [
            .. catalogue.Ecosystems.Select(ecosystem => new CatalogueRow(
                ecosystem.Id,
                ecosystem.Key,
                ecosystem.Name,
                [.. ecosystem.BaseModels.SelectMany(model => model.Media).Distinct()],
                [.. ecosystem.Forms.SelectMany(form => form.Workflows).Distinct()]
            )),
        ];

    public static IReadOnlyList<CatalogueRow> Engines(GenerationCatalogue catalogue) =>
        [
            .. catalogue.Engines.Values.Select(engine => new CatalogueRow(
                engine.Id,
                engine.Engine is { } word ? $"{engine.Step}/{word}" : engine.Step,
                engine.Name,
                engine.Media is { } media ? [media] : [],
                [.. engine.Variants.Select(variant => variant.Id)]
            )
            {
                State = StateOf(engine),
            }),
        ];

    // The words are open: one that is not listed goes behind those that are.
    private static string StateOf(EngineDefinition engine)
    {
        string[] states = [.. engine.Variants.Select(variant => variant.State)];
        return states.Length == 0 ? "active" : Array.Find(States, states.Contains) ?? states[0];
    }

    public static IReadOnlyList<CatalogueRow> Workflows(GenerationCatalogue catalogue) =>
        [
            .. catalogue.Workflows.Select(workflow => new CatalogueRow(
                workflow.Id,
                workflow.Key,
                workflow.Name,
                workflow.Media is { } media ? [media] : [],
                [
                    .. catalogue
                        .Ecosystems.Where(ecosystem =>
                            ecosystem.Forms.Any(form => form.Workflows.Contains(workflow.VariantOf ?? workflow.Key))
                        )
                        .Select(ecosystem => ecosystem.Key),
                ]
            )
            {
                IsOffered =
                    workflow.Forms.Count > 0
                    || catalogue.Ecosystems.Any(ecosystem =>
                        ecosystem.Forms.Any(form => form.Workflows.Contains(workflow.VariantOf ?? workflow.Key))
                    ),
            }),
        ];

    /// <exception cref="GenerationException">There is no such ecosystem.</exception>
    public static EcosystemDefinition Get(GenerationCatalogue catalogue, string name) =>
        catalogue.FindEcosystem(name) ?? catalogue.FindEcosystemOf(name) ?? throw NoEcosystem(name);

    public static GenerationException NoEcosystem(string name) =>
        new(FailureCode.NotFound, null, $"There is no ecosystem \"{name}\"; 'berry ecosystems list' shows all.");

    public static GenerationException NoWorkflow(string name) =>
        new(FailureCode.NotFound, null, $"There is no workflow \"{name}\"; 'berry workflows list' shows all.");

    public static JsonObject Ecosystem(GenerationCatalogue catalogue, string name) =>
        Show(Get(catalogue, name), CatalogueJson.Default.EcosystemDefinition);

    public static JsonObject Engine(GenerationCatalogue catalogue, string name) =>
        Show(
            catalogue.Engines.GetValueOrDefault(name.Trim())
                ?? throw new GenerationException(
                    FailureCode.NotFound,
                    null,
                    $"There is no engine \"{name}\"; 'berry engines list' shows all."
                ),
            CatalogueJson.Default.EngineDefinition
        );

    public static JsonObject Workflow(GenerationCatalogue catalogue, string name) =>
        Show(catalogue.FindWorkflow(name) ?? throw NoWorkflow(name), CatalogueJson.Default.WorkflowDefinition);

    private static JsonObject Show<T>(T definition, JsonTypeInfo<T> json)
    {
        var shown = JsonSerializer.SerializeToNode(definition, json)!.AsObject();
        shown.Remove("$schema");
        return shown;
    }
}
