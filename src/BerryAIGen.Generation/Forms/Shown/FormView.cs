using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms.Shown;

/// <summary>Shows an evaluated form as a page draws it.</summary>
internal static class FormView
{
    public static ShownForm Of(GenerationCatalogue catalogue, FormEvaluation form)
    {
        var choice = form.Choice;
        var hasEcosystem = choice.Ecosystem.Key.Length > 0;
        var gaps = FormGaps.Of(form).ToDictionary(gap => gap.Field.Key, gap => gap.Message);
        var engine = choice.Version?.Engine ?? choice.Form.Engine;
        return new ShownForm(
            Workflow(choice.Workflow),
            hasEcosystem ? new ShownChoice(choice.Ecosystem.Key, choice.Ecosystem.Name) : null,
            choice.VersionId is { } id
                ? Versions(choice).FirstOrDefault(row => row.Id == id) ?? new ShownVersion(id, null)
                : null,
            [.. form.All.Select(field => FieldView.Of(choice, field, gaps.GetValueOrDefault(field.Key)))]
        )
        {
            Media = choice.Workflow.Media,
            Engine = engine,
            Versions = [.. Versions(choice)],
            IsLocked = choice.Ecosystem.Checkpoint?.Locked ?? false,
            Workflows = hasEcosystem ? [.. WorkflowsOf(catalogue, choice.Ecosystem)] : [],
            IsReady = gaps.Count == 0 && engine is not null,
            Notes = form.Notes,
            Unused = form
                .Values.Where(row =>
                    row.Value is not (null or JsonArray { Count: 0 })
                    && !FormNames.IsChoice(row.Key)
                    && !form.All.Any(field => field.Key == row.Key)
                )
                .ToDictionary(row => row.Key, row => FormEvaluation.Unused(choice, row.Key)),
        };
    }

    private static IEnumerable<ShownVersion> Versions(FormChoice choice) =>
        (choice.Ecosystem.Checkpoint?.Versions ?? [])
            .Where(row => row.Workflows is null || row.Workflows.Contains(choice.Workflow.Key))
            .Select(row => new ShownVersion(row.Id, row.Label)
            {
                Ecosystem = row.Ecosystem,
                Reason =
                    row.Not.Contains(choice.Workflow.Key) || choice.Workflow.Excludes.Contains(row.Id)
                        ? $"{choice.Ecosystem.Name} {row.Label} cannot do \"{choice.Workflow.Name}\"."
                        : null,
            });

    private static IEnumerable<ShownChoice> WorkflowsOf(GenerationCatalogue catalogue, EcosystemDefinition ecosystem) =>
        ecosystem
            .Forms.SelectMany(form => form.Workflows)
            .Distinct()
            .Select(catalogue.FindWorkflow)
            .OfType<WorkflowDefinition>()
            .Select(Workflow);

    private static ShownChoice Workflow(WorkflowDefinition workflow) => new(workflow.Key, workflow.Name);
}
