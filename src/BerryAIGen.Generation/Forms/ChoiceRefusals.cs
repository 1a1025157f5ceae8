using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Why workflow, ecosystem and version do not go together, and what does.</summary>
internal static class ChoiceRefusals
{
    public static GenerationException NotOffered(
        GenerationCatalogue catalogue,
        WorkflowDefinition workflow,
        EcosystemDefinition ecosystem,
        Gatekeeper gates
    )
    {
        var can = ecosystem
            .Forms.SelectMany(form => form.Workflows)
            .Distinct()
            .Select(key => catalogue.FindWorkflow(key)?.Key ?? key)
            .Where(key => gates.Workflow(key).Outcome != GateOutcome.Hidden);
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

    public static GenerationException NoVersion(EcosystemDefinition ecosystem, long version, Gatekeeper gates)
    {
        var seen = (ecosystem.Checkpoint?.Versions ?? [])
            .Where(row => gates.Version(row.Id).Outcome != GateOutcome.Hidden)
            .Select(row => $"{row.Id} ({row.Label})");
        var list = string.Join(", ", seen);
        return new(
            FailureCode.Usage,
            "model",
            list.Length == 0
                ? $"{ecosystem.Name} runs its own model only, not version {version}; leave the model out."
                : $"{ecosystem.Name} has no version {version}; it has {list}."
        );
    }
}
