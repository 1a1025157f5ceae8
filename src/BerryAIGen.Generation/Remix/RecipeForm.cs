using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Generation.Remix;

/// <summary>Fills in a form by a recipe: the checkpoint decides the ecosystem, and without one most of the add-ons do.</summary>
internal sealed class RecipeForm(
    GenerationCatalogue catalogue,
    Recipe recipe,
    IReadOnlyList<MatchedModel> models,
    Gatekeeper gates
)
{
    private readonly List<string> _notes = [];

    public RemixedForm Make()
    {
        var values = new JsonObject { ["workflow"] = "txt2img" };
        var checkpoint = models.FirstOrDefault(IsCheckpoint);
        if (EcosystemOf(checkpoint) is { } ecosystem)
        {
            values["ecosystem"] = ecosystem.Key;
            values["workflow"] = WorkflowOf(ecosystem);
        }
        else
        {
            _notes.Add("Nothing says for which ecosystem the picture was made; the usual one is taken.");
        }

        if (checkpoint?.VersionId is not null)
            values["model"] = Entry(checkpoint, "Checkpoint");
        Set(values, "prompt", recipe.Prompt);
        Set(values, "negativePrompt", recipe.NegativePrompt);
        Set(values, "steps", recipe.Steps);
        Set(values, "cfgScale", recipe.CfgScale);
        if (recipe.Seed is >= 1 and <= uint.MaxValue)
            values["seed"] = JsonValue.Create((long)recipe.Seed);
        else if (recipe.Seed is { } seed)
            _notes.Add(
                $"The seed {seed} is none that can be asked for, which are 1 to {uint.MaxValue}; another one is drawn."
            );
        if (int.TryParse(Setting("Clip skip"), CultureInfo.InvariantCulture, out var clipSkip))
            values["clipSkip"] = clipSkip;
        if (recipe is { Width: { } width, Height: { } height })
            values["aspectRatio"] = new JsonObject { ["width"] = width, ["height"] = height };
        Models(values);
        Fit(values);
        Samplers(values);
        foreach (var unknown in models.Where(model => model.VersionId is null))
        {
            _notes.Add($"The {unknown.Resource.Type} {NameOf(unknown.Resource)} was not found, so it is left out.");
        }

        return new RemixedForm(values, models, _notes);
    }

    private EcosystemDefinition? EcosystemOf(MatchedModel? checkpoint) =>
        Seen(catalogue.FindEcosystemOf(checkpoint?.BaseModel))
        ?? Seen(checkpoint?.VersionId is { } version ? catalogue.FindEcosystemOf(version) : null)
        ?? models
            .Select(model => Seen(catalogue.FindEcosystemOf(model.BaseModel)))
            .OfType<EcosystemDefinition>()
            .Where(ecosystem => ecosystem.Forms.Count > 0)
            .GroupBy(ecosystem => ecosystem)
            .MaxBy(group => group.Count())
            ?.Key;

    private EcosystemDefinition? Seen(EcosystemDefinition? ecosystem) =>
        ecosystem is not null && gates.Ecosystem(ecosystem.Id).Outcome != GateOutcome.Hidden ? ecosystem : null;

    private FormEvaluation Evaluate(JsonObject values) =>
        FormEvaluation.Of(catalogue, FormGates.Seen(catalogue, new FormRequest(values) { Gates = gates }));

    private string WorkflowOf(EcosystemDefinition ecosystem)
    {
        string[] can =
        [
            .. ecosystem
                .Forms.SelectMany(form => form.Workflows)
                .Where(key => gates.Workflow(key).Outcome != GateOutcome.Hidden),
        ];
        return can.Contains("txt2img") ? "txt2img" : can.FirstOrDefault() ?? "txt2img";
    }

    private void Models(JsonObject values)
    {
        JsonArray resources = [];
        foreach (var model in models.Where(model => model.VersionId is not null && !IsCheckpoint(model)))
        {
            var type = model.Resource.Type switch
            {
                ResourceTypes.Lora => "LORA",
                ResourceTypes.Embedding => "TextualInversion",
                ResourceTypes.Vae => "VAE",
                var other => model.Type ?? other,
            };
            // A field of its own goes before the list of all that is added.
            if (catalogue.Fields.Values.FirstOrDefault(row => Takes(row, type)) is { } field)
                values[field.Id] = Entry(model, type);
            else if (catalogue.Types.Types.Any(row => row.Id == type && !row.IsMain))
                resources.Add((JsonNode)Entry(model, type));
            else
                _notes.Add($"{NameOf(model.Resource)} is a {type}, which no form takes; it is left out.");
        }

        if (resources.Count > 0)
            values["resources"] = resources;
    }

    private static bool Takes(FieldDefinition row, string type) =>
        row.Type == FieldType.Resource && row.Types?.Contains(type) == true;

    // What the form does not take is taken out and said, so that a remix can always be opened.
    private void Fit(JsonObject values)
    {
        var isFit = false;
        while (!isFit)
        {
            try
            {
                var form = Evaluate(values);
                FormField[] odd =
                [
                    .. form.Fields.Where(field => field.Problem is not null && values.Remove(field.Key)),
                ];
                _notes.AddRange(odd.Select(field => field.Problem!));
                isFit = odd.Length == 0;
            }
            catch (GenerationException wrong)
            {
                // Without its workflow nobody can open it: then the ecosystem is what has no form for it.
                string[] removed =
                [
                    .. wrong
                        .Failure.Details.Keys.SelectMany(key =>
                            key == "workflow" ? (string[])["ecosystem", "model"] : [key]
                        )
                        .Where(values.Remove),
                ];
                if (removed.Length > 0)
                    _notes.Add(wrong.Message);
                // What no field is to blame for is told when the form is opened.
                isFit = removed.Length == 0;
            }
        }
    }

    private void Samplers(JsonObject values)
    {
        if (recipe.Sampler is not { } sampler)
            return;
        var names = SamplerNames.Find(sampler, recipe.Scheduler);
        Choose(values, "sampler", [names?.Name, names?.Civitai, names?.Comfyui.Sampler, sampler]);
        Choose(values, "scheduler", [recipe.Scheduler, names?.Comfyui.Scheduler], isSaid: false);
    }

    private void Choose(JsonObject values, string key, string?[] words, bool isSaid = true)
    {
        FormField? field;
        try
        {
            field = Evaluate(values).Find(key);
        }
        catch (GenerationException)
        {
            return;
        }

        if (field is null)
            return;
        var option = words
            .OfType<string>()
            .Select(word =>
                field.Options.FirstOrDefault(one =>
                    string.Equals(one.Value.ToString(), word, StringComparison.OrdinalIgnoreCase)
                )
            )
            .FirstOrDefault(found => found is not null);
        if (option is not null)
            values[key] = option.Value.DeepClone();
        else if (isSaid)
            _notes.Add($"The form has no {key} \"{words.OfType<string>().Last()}\"; its own is taken.");
    }

    private static JsonObject Entry(MatchedModel model, string type)
    {
        var entry = new JsonObject { ["id"] = model.VersionId };
        var own = new JsonObject { ["type"] = model.Type ?? type };
        if (model.ModelId is { } id)
            own["id"] = id;
        if (model.Resource.Name is { } name)
            own["name"] = name;
        entry["model"] = own;
        if (model.BaseModel is { } baseModel)
            entry["baseModel"] = baseModel;
        if (model.Resource.Weight is { } weight)
            entry["strength"] = weight;
        return entry;
    }

    private static bool IsCheckpoint(MatchedModel model) => model.Resource.Type == ResourceTypes.Checkpoint;

    private static string NameOf(RecipeResource resource) =>
        $"\"{resource.Name ?? resource.Air ?? resource.Hash ?? resource.VersionName}\"";

    private string? Setting(string name) => recipe.Settings.GetValueOrDefault(name);

    private static void Set(JsonObject values, string key, JsonNode? value)
    {
        if (value is not null)
            values[key] = value;
    }
}
