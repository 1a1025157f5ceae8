using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Generation.Forms.Shown;

/// <summary>Shows an evaluated form as a page draws it.</summary>
internal static class FormView
{
    public static ShownForm Of(GenerationCatalogue catalogue, FormEvaluation form, Gatekeeper gates)
    {
        var choice = form.Choice;
        var hasEcosystem = choice.Ecosystem.Key.Length > 0;
        var gaps = FormGaps.Of(form).ToDictionary(gap => gap.Field.Key, gap => gap.Message);
        var engine = choice.Version?.Engine ?? choice.Form.Engine;
        var closed = FormGates
            .Of(choice, gates)
            .ToDictionary(row => row.Field, row => new ShownGate(row.Verdict.Code, row.Verdict.Message!));
        ShownVersion[] versions = [.. Versions(choice, gates)];
        return new ShownForm(
            Workflow(choice.Workflow),
            hasEcosystem ? new ShownChoice(choice.Ecosystem.Key, choice.Ecosystem.Name) : null,
            choice.VersionId is { } id
                ? Array.Find(versions, row => row.Id == id) ?? new ShownVersion(id, choice.Version?.Label)
                : null,
            [.. form.All.Select(field => FieldView.Of(choice, field, gaps.GetValueOrDefault(field.Key)))]
        )
        {
            Media = choice.Workflow.Media,
            Engine = engine,
            Versions = versions,
            IsLocked = choice.Ecosystem.Checkpoint?.Locked ?? false,
            Workflows = hasEcosystem ? [.. WorkflowsOf(catalogue, choice.Ecosystem, gates)] : [],
            Gates = closed,
            IsReady = gaps.Count == 0 && closed.Count == 0 && engine is not null,
            Notes = form.Notes,
            Unused = form
                .Values.Where(row =>
                    row.Value is not (null or JsonArray { Count: 0 })
                    && !FormNames.IsChoice(row.Key)
                    && !form.All.Any(field => field.Key == row.Key)
                )
                .ToDictionary(row => row.Key, row => FormEvaluation.Unused(catalogue, choice, row.Key)),
        };
    }

    private static IEnumerable<ShownVersion> Versions(FormChoice choice, Gatekeeper gates) =>
        (choice.Ecosystem.Checkpoint?.Versions ?? [])
            .Where(row => row.Workflows is null || row.Workflows.Contains(choice.Workflow.Key))
            .Select(row => (Row: row, Gate: gates.Version(row.Id)))
            .Where(one => one.Gate.Outcome != GateOutcome.Hidden)
            .Select(one => new ShownVersion(one.Row.Id, one.Row.Label)
            {
                Ecosystem = one.Row.Ecosystem,
                Reason = one.Gate.Message ?? Unable(choice, one.Row),
            });

    private static string? Unable(FormChoice choice, VersionDefinition row) =>
        row.Not.Contains(choice.Workflow.Key) || choice.Workflow.Excludes.Contains(row.Id)
            ? $"{choice.Ecosystem.Name} {row.Label} cannot do \"{choice.Workflow.Name}\"."
            : null;

    private static IEnumerable<ShownChoice> WorkflowsOf(
        GenerationCatalogue catalogue,
        EcosystemDefinition ecosystem,
        Gatekeeper gates
    ) =>
        ecosystem
            .Forms.SelectMany(form => form.Workflows)
            .Distinct()
            .Select(catalogue.FindWorkflow)
            .OfType<WorkflowDefinition>()
            .Select(workflow => (Workflow: workflow, Gate: gates.Workflow(workflow.Key)))
            .Where(one => one.Gate.Outcome != GateOutcome.Hidden)
            .Select(one => Workflow(one.Workflow) with { Reason = one.Gate.Message });

    private static ShownChoice Workflow(WorkflowDefinition workflow) => new(workflow.Key, workflow.Name);
}
