using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Why workflow, ecosystem and version do not go together, and what does.</summary>
internal static class ChoiceRefusals
{
    public static GenerationException NotOffered(
        GenerationCatalogue catalogue,
        WorkflowDefinition workflow,
        EcosystemDefinition ecosystem
    )
    {
        var can = ecosystem
            .Forms.SelectMany(form => form.Workflows)
            .Distinct()
            .Select(key => catalogue.FindWorkflow(key)?.Key ?? key);
        var list = string.Join(", ", can);
        return new(
            FailureCode.Usage,
            "workflow",
            list.Length == 0
                ? $"{ecosystem.Name} generates nothing yet; choose another ecosystem."
                : $"{ecosystem.Name} does not do {workflow.Key}; it does {list}."
        );
    }

    public static GenerationException NoWorkflow(string name) =>
        new(FailureCode.Usage, "workflow", $"There is no workflow \"{name}\"; 'berry workflows list' shows all.");

    public static GenerationException NoEcosystem(string name) =>
        new(FailureCode.Usage, "ecosystem", $"There is no ecosystem \"{name}\"; 'berry ecosystems list' shows all.");

    public static GenerationException NoEpoch(EcosystemDefinition ecosystem, Air epoch) =>
        new(FailureCode.Usage, "model", $"{ecosystem.Name} runs its own model only, not {epoch}; leave the model out.");

    public static GenerationException NoVersion(
        EcosystemDefinition ecosystem,
        long version,
        IReadOnlyList<VersionDefinition> rows
    ) =>
        new(
            FailureCode.Usage,
            "model",
            rows.Count == 0
                ? $"{ecosystem.Name} runs its own model only, not version {version}; leave the model out."
                : $"{ecosystem.Name} has no version {version}; it has {string.Join(", ", rows.Select(row => $"{row.Id} ({row.Label})"))}."
        );
}
