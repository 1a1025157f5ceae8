using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Workflows;

/// <summary>Turns an evaluated form into the steps that an orchestrator runs.</summary>
internal sealed class WorkflowCompiler(GenerationCatalogue catalogue)
{
    /// <summary>The body of a workflow, as it would be submitted.</summary>
    /// <param name="form">The form.</param>
    /// <param name="variants">What becomes of it by its wildcards; the form alone where it has none.</param>
    /// <exception cref="GenerationException">A field that is needed is empty; the message names every one.</exception>
    public JsonObject Compile(FormEvaluation form, IReadOnlyList<FormVariant> variants)
    {
        RequireAll(form);
        foreach (var one in variants)
        {
            RequireAll(one.Form);
        }

        var choice = form.Choice;
        var (engine, variant) = EngineOf(choice);
        JsonArray steps = [];
        foreach (var one in variants)
        {
            var first = steps.Count;
            AddAll(steps, engine, variant, one.Form);
            if (one.Differs is { } differs)
                Mark(steps, first, differs);
        }

        var tags = new JsonArray("gen", MediaTag(engine, choice.Workflow), choice.Workflow.Key);
        if (choice.Ecosystem.Key.Length > 0)
            tags.Add((JsonNode)choice.Ecosystem.Key);
        var body = new JsonObject { ["steps"] = steps, ["tags"] = tags };
        var metadata = new JsonObject();
        if (variants.Any(one => one.Differs is not null))
        {
            tags.Add((JsonNode)"wildcards");
            // What the steps are a part of: the form before anything was drawn.
            metadata["params"] = Params(form);
        }

        if (form.IsPrivate)
        {
            // Of a checkpoint that nobody else may see, nothing mature is made.
            body["nsfwLevel"] = "pg13";
            body["allowMatureContent"] = false;
            metadata["isPrivateGeneration"] = true;
        }

        if (metadata.Count > 0)
            body["metadata"] = metadata;
        return body;
    }

    // Models and pictures stand in the steps.
    private static JsonObject Params(FormEvaluation form)
    {
        var all = new JsonObject { ["workflow"] = form.Choice.Workflow.Key, ["ecosystem"] = form.Choice.Ecosystem.Key };
        foreach (var field in form.Fields.Where(field => field.Value is JsonValue || field.Type == FieldType.Size))
        {
            all[field.Key] = field.Value?.DeepClone();
        }

        return all;
    }

    private void AddAll(JsonArray steps, EngineDefinition engine, EngineVariant variant, FormEvaluation form)
    {
        var values = new StepValues(catalogue, form, new ModelAirs(catalogue, form));
        foreach (var template in engine.Before.Where(template => FormEvaluation.Holds(template.When, form.Fields)))
        {
            if (template.Each is null)
                Add(steps, template, values);
            else
                AddEach(steps, template, form, values);
        }

        var sends = EngineVariants.SendsOf(engine, variant, form.Choice);
        JsonNode?[] entries = engine.Each is { } list ? [.. form.Find(list)?.Value as JsonArray ?? []] : [null];
        foreach (var entry in entries)
        {
            values.Own = steps.Count;
            values.Each = entry;
            var own = new JsonObject();
            if (engine.Engine is { } word)
                own["engine"] = word;
            Fill(own, sends, values);
            steps.Add((JsonNode)Step(engine.Step, own, form.Find("priority")?.Value, isHidden: false));
        }

        values.Each = null;
        foreach (var template in engine.After.Where(template => FormEvaluation.Holds(template.When, form.Fields)))
        {
            Add(steps, template, values);
        }
    }

    // A step among several says what is its own; the rest stands with the workflow.
    private static void Mark(JsonArray steps, int first, JsonObject differs)
    {
        foreach (var step in steps.Skip(first).OfType<JsonObject>().Where(step => step["metadata"] is null))
        {
            step["metadata"] = new JsonObject { ["params"] = differs.DeepClone(), ["partial"] = true };
        }
    }

    private static void RequireAll(FormEvaluation form)
    {
        if (form.Choice.Workflow.NoSubmit && form.Choice.Form.Engine is null)
            throw new GenerationException(
                FailureCode.Usage,
                "workflow",
                $"\"{form.Choice.Workflow.Name}\" is done here and not submitted: berry generate --from PICTURE reads how a picture was made."
            );
        GenerationException[] gaps =
        [
            .. FormGaps.Of(form).Select(gap => new GenerationException(FailureCode.Usage, gap.Field.Key, gap.Message)),
        ];
        if (gaps.Length > 0)
            throw GenerationException.Of(gaps);
    }

    private static void Add(JsonArray steps, StepTemplate template, StepValues values)
    {
        if (template.As is { } name)
            values.Named[name] = steps.Count;
        steps.Add((JsonNode)Step(template.Step, Input(template.Input, values), null, isHidden: true));
    }

    // A control picture that needs preparing gets a step of its own; another is taken as it is.
    private void AddEach(JsonArray steps, StepTemplate template, FormEvaluation form, StepValues values)
    {
        foreach (var entry in (form.Find(template.Each!)?.Value as JsonArray ?? []).OfType<JsonObject>())
        {
            var control = ControlPictures.Of(catalogue, entry, template.Each!);
            if (control.Kind is { } kind)
            {
                var prepared = entry.DeepClone().AsObject();
                prepared["kind"] = kind;
                values.Each = prepared;
                control.Sent["image"] = StepValues.Reference(steps.Count, "blob.url");
                steps.Add((JsonNode)Step(template.Step, Input(template.Input, values), null, isHidden: true));
                values.Each = null;
            }

            values.Controls.Add(control.Sent);
        }
    }

    private (EngineDefinition Engine, EngineVariant Variant) EngineOf(FormChoice choice)
    {
        if (EngineVariants.Of(catalogue, choice) is not var (engine, variant))
            throw new GenerationException(
                FailureCode.Failed,
                null,
                $"{choice.Ecosystem.Name} names the engine \"{choice.Version?.Engine ?? choice.Form.Engine}\", which no definition describes."
            );
        return (engine, variant ?? throw NoVariant(choice, engine));
    }

    private static JsonObject Input(IReadOnlyDictionary<string, JsonElement> sends, StepValues values)
    {
        var input = new JsonObject();
        Fill(input, sends, values);
        return input;
    }

    private static void Fill(JsonObject input, IEnumerable<KeyValuePair<string, JsonElement>> sends, StepValues values)
    {
        foreach (var (member, written) in sends)
        {
            if (values.Of(written) is { } value)
                input[member] = value;
        }
    }

    private static JsonObject Step(string type, JsonObject input, JsonNode? priority, bool isHidden)
    {
        var step = new JsonObject { ["$type"] = type, ["input"] = input };
        if (priority is not null)
            step["priority"] = priority.DeepClone();
        if (isHidden)
            step["metadata"] = new JsonObject { ["suppressOutput"] = true };
        return step;
    }

    private static string MediaTag(EngineDefinition engine, WorkflowDefinition workflow) =>
        (engine.Media ?? workflow.Media) switch
        {
            "video" => "vid",
            "audio" => "aud",
            "model3d" => "3d",
            _ => "img",
        };

    private static GenerationException NoVariant(FormChoice choice, EngineDefinition engine) =>
        new(
            FailureCode.Failed,
            null,
            $"The form of {choice.Ecosystem.Name} for {choice.Workflow.Key} fits no variant of the engine \"{engine.Id}\"."
        );
}
