using System.Globalization;
using System.Text.Json;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Workflows;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Whether the forms of an ecosystem can be filled in, lead somewhere, and have no dead control.</summary>
internal static class FormCheck
{
    /// <summary>The same for the form that a workflow has of its own.</summary>
    public static IEnumerable<DefinitionFinding> Run(GenerationCatalogue catalogue, WorkflowDefinition workflow) =>
        workflow.Forms.SelectMany(
            (form, at) =>
                Run(catalogue, new FormChoice(workflow, workflow.Alone(), form, null, null))
                    .Select(row => new DefinitionFinding("workflows", workflow.Id, row.Word, row.Message)
                    {
                        Near = $"$.forms[{at}]",
                    })
        );

    public static IEnumerable<DefinitionFinding> Run(GenerationCatalogue catalogue, EcosystemDefinition ecosystem)
    {
        for (var at = 0; at < ecosystem.Forms.Count; at++)
        {
            var form = ecosystem.Forms[at];
            foreach (var version in VersionsOf(ecosystem, form))
            {
                var choice = new FormChoice(Workflow(catalogue, form), ecosystem, form, version?.Id, version);
                foreach (var (word, message) in Run(catalogue, choice))
                {
                    yield return new(
                        "ecosystems",
                        ecosystem.Id,
                        word,
                        $"{string.Join(", ", form.Workflows)}: {message}"
                    )
                    {
                        Near = $"$.forms[{at}]",
                    };
                }
            }
        }
    }

    private static IEnumerable<(string? Word, string Message)> Run(GenerationCatalogue catalogue, FormChoice choice)
    {
        foreach (var key in choice.Form.Workflows.Where(key => catalogue.FindWorkflow(key) is null))
        {
            yield return (key, CatalogueCheck.NoWorkflow(key));
        }

        // What a page does alone reaches no engine.
        if (choice.Workflow.NoSubmit && choice.Form.Engine is null)
            yield break;
        var id = choice.Version?.Engine ?? choice.Form.Engine;
        if (id is null || !catalogue.Engines.TryGetValue(id, out var engine))
        {
            yield return (
                id,
                id is null
                    ? "It names no engine; write \"engine\" with the id of one of definitions/engines."
                    : $"There is no engine \"{id}\"; name the id of one of definitions/engines."
            );
            yield break;
        }

        var constants = EngineVariants.Constants(choice);
        var variant = EngineVariants.Find(engine, constants);
        if (variant is null)
        {
            yield return (
                "set",
                $"Its words fit no variant of the engine \"{id}\"; set the words of one of {string.Join(", ", engine.Variants.Select(one => one.Id))}."
            );
            yield break;
        }

        var sends = EngineVariants.SendsOf(engine, variant, choice);
        // Where a field chooses the variant, what only some of them take stands in one form.
        EngineVariant[] meant = EngineVariants.DecidingField(engine, constants) is null
            ? [variant]
            : [.. engine.Variants];
        foreach (var member in sends.Keys.Where(member => !meant.Any(one => EngineCheck.Takes(engine, one, member))))
        {
            yield return (
                member,
                $"\"{member}\" is sent, which the variant \"{variant.Id}\" of \"{id}\" does not take: correct the name, or name it under \"drops\"."
            );
        }

        if (sends.Values.SelectMany(Expressions.FieldsOf).Contains("model") && choice.Ecosystem.Checkpoint is null)
            yield return (
                "checkpoint",
                "The model is sent, and there is no default checkpoint; write \"checkpoint\": { \"default\": … }."
            );
        foreach (var finding in Fields(catalogue, choice, engine, sends))
        {
            yield return finding;
        }
    }

    private static IEnumerable<(string? Word, string Message)> Fields(
        GenerationCatalogue catalogue,
        FormChoice choice,
        EngineDefinition engine,
        Dictionary<string, JsonElement> sends
    )
    {
        var shown = choice.Form.Show.Except(choice.Version?.Hides ?? []).ToArray();
        var used = FormUses.Of(catalogue, choice, engine, sends.Values, shown);
        foreach (var key in shown)
        {
            if (!catalogue.Fields.TryGetValue(key, out var definition))
            {
                yield return (key, $"There is no field \"{key}\"; fields.json lists them.");
                continue;
            }

            var field = new FormField(key, definition, choice.SettingsOf(key));
            if (definition.Beside is null && !used.Contains(key))
                yield return (key, $"\"{key}\" is shown and changes nothing; send it, or take it out of \"show\".");
            foreach (
                var message in Values(catalogue, field)
                    .Concat(Range(catalogue, choice, field))
                    .Concat(SamplerCheck.Run(catalogue, field, engine, sends))
            )
            {
                yield return (key, message);
            }
        }
    }

    private static IEnumerable<string> Values(GenerationCatalogue catalogue, FormField field)
    {
        var (settings, options) = (field.Settings, field.Settings.Options ?? field.Definition.Options);
        if (settings.Default is { } value && EngineCheck.Outside(field.Min, field.Max, options, value) is { } why)
            yield return $"The default of \"{field.Key}\" is {value}, {why}; correct the default or the limit.";
        foreach (var (name, preset) in settings.Presets ?? new Dictionary<string, JsonElement>())
        {
            if (EngineCheck.Outside(field.Min, field.Max, options, preset) is { } wrong)
                yield return $"The preset \"{name}\" of \"{field.Key}\" is {preset}, {wrong}; correct the preset or the limit.";
        }

        if (field.Type == FieldType.Choice && field.Options.Count == 0)
            yield return $"\"{field.Key}\" has nothing to choose from; write \"options\".";
        if (field.Type == FieldType.Size)
        {
            foreach (var message in SizeCheck.Run(catalogue, field))
            {
                yield return message;
            }
        }
    }

    // What a person may choose, the engine must take.
    private static IEnumerable<string> Range(GenerationCatalogue catalogue, FormChoice choice, FormField field)
    {
        if (field.Type is not (FieldType.Number or FieldType.Integer))
            yield break;
        if (field.Min > field.Max)
            yield return $"\"{field.Key}\" goes from {field.Min} to {field.Max}; correct one of them.";
        var engine = EngineRange.Of(catalogue, choice, field.Key);
        if (engine.Max is { } most && (field.Max is null || field.Max > most))
            yield return $"\"{field.Key}\" goes up to {field.Max?.ToString(CultureInfo.InvariantCulture) ?? "anything"}, and the engine takes {most} at most; say \"max\": {most}.";
        if (engine.Min is { } least && (field.Min is null || field.Min < least))
            yield return $"\"{field.Key}\" goes down to {field.Min?.ToString(CultureInfo.InvariantCulture) ?? "anything"}, and the engine takes {least} at least; say \"min\": {least}.";
    }

    private static VersionDefinition?[] VersionsOf(EcosystemDefinition ecosystem, FormDefinition form)
    {
        var rows = (ecosystem.Checkpoint?.Versions ?? [])
            .Where(row => row.Ecosystem is null)
            .Where(row => form.Versions.Count == 0 || form.Versions.Contains(row.Id))
            .Where(row => !form.Workflows.All(row.Not.Contains))
            .ToArray();
        // A form without versions is asked once.
        VersionDefinition?[] none = [null];
        return rows.Length == 0 ? none : rows;
    }

    private static WorkflowDefinition Workflow(GenerationCatalogue catalogue, FormDefinition form) =>
        form.Workflows.Select(catalogue.FindWorkflow).FirstOrDefault(found => found is not null)
        ?? new WorkflowDefinition
        {
            SchemaVersion = 1,
            Id = "none",
            Key = "none",
            Name = "none",
        };
}
