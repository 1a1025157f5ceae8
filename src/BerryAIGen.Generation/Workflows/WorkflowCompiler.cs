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
    /// <exception cref="GenerationException">A field that is needed is empty.</exception>
    public JsonObject Compile(FormEvaluation form)
    {
        RequireAll(form);
        var choice = form.Choice;
        var engine = EngineOf(choice);
        var variant = EngineVariants.Find(engine, Constants(choice)) ?? throw NoVariant(choice, engine);
        var values = new StepValues(catalogue, form, new ModelAirs(catalogue, form));
        JsonArray steps = [];
        foreach (var template in engine.Before.Where(template => FormEvaluation.Holds(template.When, form.Fields)))
        {
            if (template.Each is null)
                Add(steps, template, values);
            else
                AddEach(steps, template, form, values);
        }

        values.Own = steps.Count;
        var own = new JsonObject();
        if (engine.Engine is { } word)
            own["engine"] = word;
        Fill(own, EngineVariants.SendsOf(engine, variant, choice), values);
        steps.Add((JsonNode)Step(engine.Step, own, form.Find("priority")?.Value, isHidden: false));
        foreach (var template in engine.After.Where(template => FormEvaluation.Holds(template.When, form.Fields)))
        {
            Add(steps, template, values);
        }

        return new JsonObject
        {
            ["steps"] = steps,
            ["tags"] = new JsonArray("gen", MediaTag(engine), choice.Workflow.Key, choice.Ecosystem.Key),
        };
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

    private EngineDefinition EngineOf(FormChoice choice)
    {
        var id = choice.Version?.Engine ?? choice.Form.Engine;
        return id is not null && catalogue.Engines.TryGetValue(id, out var engine)
            ? engine
            : throw new GenerationException(
                FailureCode.Failed,
                null,
                $"{choice.Ecosystem.Name} names the engine \"{id}\", which no definition describes."
            );
    }

    private static Dictionary<string, JsonElement> Constants(FormChoice choice)
    {
        Dictionary<string, JsonElement> all = new(choice.Form.Set);
        foreach (var (member, value) in choice.Version?.Set ?? new Dictionary<string, JsonElement>())
        {
            all[member] = value;
        }

        return all;
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

    private static void RequireAll(FormEvaluation form)
    {
        foreach (var field in form.Fields)
        {
            var isMissing = field.Value switch
            {
                null => field.IsRequired,
                JsonArray list => list.Count < (field.Min ?? 0),
                JsonValue value => field.IsRequired && value.TryGetValue<string>(out var text) && text.Length == 0,
                _ => false,
            };
            if (isMissing || field is { Type: FieldType.Images, Value: null, Min: > 0 })
                throw new GenerationException(
                    FailureCode.Usage,
                    field.Key,
                    field.Type == FieldType.Images
                        ? $"{form.Choice.Workflow.Key} with {form.Choice.Ecosystem.Name} needs {field.Min} picture{(field.Min == 1 ? "" : "s")} in \"{field.Key}\"."
                        : $"\"{field.Key}\" is empty; {form.Choice.Workflow.Key} with {form.Choice.Ecosystem.Name} needs it."
                );
        }
    }

    private static string MediaTag(EngineDefinition engine) =>
        engine.Media switch
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
