using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Finds the form that is meant: workflow, then ecosystem, then version.</summary>
internal static class FormChooser
{
    /// <exception cref="GenerationException">Workflow, ecosystem or version is unknown or hidden, or they do not go together.</exception>
    public static FormChoice Choose(GenerationCatalogue catalogue, JsonObject values, Gatekeeper gates)
    {
        List<string> notes = [];
        var workflow = Workflow(catalogue, values);
        var asked = FormValues.VersionOf(values);
        var word = catalogue.FindWorkflow(FormValues.TextOf(values, "workflow") ?? "")?.Key ?? workflow.Key;
        if (workflow.Forms.Count > 0)
        {
            FormGates.RequireThere(workflow, word, gates);
            return new FormChoice(workflow, workflow.Alone(), workflow.Forms[0], null, null);
        }

        var ecosystem = Ecosystem(catalogue, values, workflow, asked, notes);
        workflow = Meant(catalogue, workflow, ecosystem, values, notes);
        // Before anything is said of it: why it does not go together is told of what is there alone.
        FormGates.RequireThere(workflow, word, gates);
        FormGates.RequireThere(ecosystem, asked, gates);
        return Choose(catalogue, workflow, ecosystem, asked, FormValues.EpochOf(values["model"]), gates, notes) with
        {
            AskedWorkflow = word,
            AskedVersion = asked,
        };
    }

    private static FormChoice Choose(
        GenerationCatalogue catalogue,
        WorkflowDefinition workflow,
        EcosystemDefinition ecosystem,
        long? asked,
        Air? epoch,
        Gatekeeper gates,
        List<string> notes
    )
    {
        var forms = ecosystem.Forms.Where(form => form.Workflows.Contains(workflow.Key)).ToArray();
        if (forms.Length == 0)
            throw ChoiceRefusals.NotOffered(catalogue, workflow, ecosystem, gates);
        var first = forms[0].Fields.GetValueOrDefault("model") ?? ecosystem.Fields.GetValueOrDefault("model");
        var fallback = first?.Default is { } own && own.TryGetInt64(out var id) ? id : ecosystem.Checkpoint?.Default;
        // An epoch of a training has no number, and runs in the place of the usual version.
        var chosen = epoch is null ? asked ?? fallback : null;
        var rows = ecosystem.Checkpoint?.Versions ?? [];
        if (epoch is not null && ecosystem.Checkpoint?.Locked == true)
            throw ChoiceRefusals.NoEpoch(ecosystem, epoch);
        if (asked is null && chosen is { } usual && !Can(workflow, rows, usual))
        {
            // The usual version cannot do it, and nobody asked for that one.
            chosen =
                rows.FirstOrDefault(other => other.Ecosystem is null && Can(workflow, rows, other.Id))?.Id ?? chosen;
            if (chosen != usual)
                notes.Add($"\"{workflow.Name}\" runs on {Label(rows, chosen.Value)} of {ecosystem.Name}.");
        }

        var row = rows.FirstOrDefault(version => version.Id == chosen);
        if (row is null && asked is { } foreign && foreign != fallback && ecosystem.Checkpoint?.Locked == true)
            throw ChoiceRefusals.NoVersion(ecosystem, foreign, gates);
        if (chosen is { } impossible && !Can(workflow, rows, impossible))
            throw new GenerationException(
                FailureCode.Usage,
                "model",
                $"{ecosystem.Name} {row?.Label} cannot do \"{workflow.Name}\"; choose another version or workflow."
            );
        var form =
            forms.FirstOrDefault(candidate => chosen is { } v && candidate.Versions.Contains(v))
            ?? forms.FirstOrDefault(candidate => candidate.Versions.Count == 0)
            // A checkpoint that somebody brought takes the form of the default one.
            ?? forms.FirstOrDefault(candidate => fallback is { } v && candidate.Versions.Contains(v))
            ?? throw ChoiceRefusals.NotOffered(catalogue, workflow, ecosystem, gates);
        if (form.Note is { } note)
            notes.Add(note);
        var runs = row?.RunsOn ?? form.RunsOn;
        if (runs is not null && runs != chosen)
            notes.Add(
                $"\"{workflow.Name}\" runs on {Label(rows, runs.Value)} of {ecosystem.Name}, whatever version is chosen."
            );
        return new FormChoice(workflow, ecosystem, form, runs ?? chosen, row) { Notes = notes };
    }

    private static WorkflowDefinition Workflow(GenerationCatalogue catalogue, JsonObject values)
    {
        var name = FormValues.TextOf(values, "workflow");
        if (name is null)
            throw new GenerationException(
                FailureCode.Usage,
                "workflow",
                "The form names no workflow; name one, such as txt2img ('berry workflows list' shows all)."
            );
        var found = catalogue.FindWorkflow(name) ?? throw ChoiceRefusals.NoWorkflow(name);
        return found.VariantOf is { } real ? catalogue.FindWorkflow(real) ?? found : found;
    }

    private static EcosystemDefinition Ecosystem(
        GenerationCatalogue catalogue,
        JsonObject values,
        WorkflowDefinition workflow,
        long? version,
        List<string> notes
    )
    {
        if (values["ecosystem"] is { } written && written.GetValueKind() != JsonValueKind.String)
            throw new GenerationException(
                FailureCode.Usage,
                "ecosystem",
                "\"ecosystem\" is no text; 'berry ecosystems list' shows all."
            );
        var model = values["model"] as JsonObject;
        var home =
            (version is { } id ? catalogue.FindEcosystemOf(id) : null)
            ?? catalogue.FindEcosystemOf(model is null ? null : FormValues.TextOf(model, "baseModel"))
            ?? catalogue.FindEcosystemByAir(FormValues.AirOf(model)?.Ecosystem);
        var name = FormValues.TextOf(values, "ecosystem") ?? FormValues.TextOf(values, "baseModel");
        if (name is null)
        {
            return home
                ?? (workflow.Ecosystem is { } usual ? catalogue.FindEcosystem(usual) : null)
                ?? throw new GenerationException(
                    FailureCode.Usage,
                    "ecosystem",
                    $"\"{workflow.Name}\" needs an ecosystem; 'berry ecosystems list' shows all."
                );
        }

        var asked =
            catalogue.FindEcosystem(name) ?? catalogue.FindEcosystemOf(name) ?? throw ChoiceRefusals.NoEcosystem(name);
        // A version of the shared picker belongs to a sister.
        var row = asked.Checkpoint?.Versions.FirstOrDefault(candidate => candidate.Id == version);
        if (row?.Ecosystem is not { } sister || catalogue.FindEcosystem(sister) is not { } moved)
            return asked;
        notes.Add($"{row.Label} is a version of {moved.Name}.");
        return moved;
    }

    private static WorkflowDefinition Meant(
        GenerationCatalogue catalogue,
        WorkflowDefinition workflow,
        EcosystemDefinition ecosystem,
        JsonObject values,
        List<string> notes
    )
    {
        var has = values["images"] is JsonArray { Count: > 0 } || values["sourceImage"] is not null;
        var other = has ? workflow.WithImages : workflow.WithoutImages;
        if (
            other is null
            || catalogue.FindWorkflow(other) is not { } meant
            || !ecosystem.Forms.Any(form => form.Workflows.Contains(meant.Key))
        )
            return workflow;
        notes.Add(
            has
                ? $"A picture is given, so this is \"{meant.Name}\"."
                : $"No picture is given, so this is \"{meant.Name}\"."
        );
        return meant;
    }

    private static bool Can(WorkflowDefinition workflow, IReadOnlyList<VersionDefinition> rows, long version) =>
        !workflow.Excludes.Contains(version)
        && rows.FirstOrDefault(row => row.Id == version)?.Not.Contains(workflow.Key) != true;

    private static string Label(IReadOnlyList<VersionDefinition> rows, long version) =>
        rows.FirstOrDefault(row => row.Id == version)?.Label ?? version.ToString(CultureInfo.InvariantCulture);
}
