using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Generation.Outputs;

/// <summary>The recipe that is written into what a form makes, in the words that readers of pictures know.</summary>
internal static class OutputRecipe
{
    private const string Generator = "BerryAIGen";

    private static readonly HashSet<string> Told =
    [
        "prompt",
        "negativePrompt",
        "seed",
        "steps",
        "cfgScale",
        "sampler",
        "scheduler",
        "aspectRatio",
        "resources",
        "vae",
    ];

    public static Recipe Of(GenerationCatalogue catalogue, FormEvaluation form)
    {
        var (sampler, scheduler) = (TextOf(form, "sampler"), TextOf(form, "scheduler"));
        var names = SamplerNames.Find(sampler, scheduler);
        var size = form.Find("aspectRatio")?.Value as JsonObject;
        var resources = Resources(catalogue, form).ToArray();
        return new Recipe
        {
            Generator = Generator,
            GeneratorVersion = typeof(OutputRecipe).Assembly.GetName().Version?.ToString(3),
            Prompt = TextOf(form, "prompt"),
            NegativePrompt = TextOf(form, "negativePrompt"),
            Seed = FormValues.NumberOf(form.Find("seed")?.Value),
            Steps = (int?)FormValues.NumberOf(form.Find("steps")?.Value),
            CfgScale = (double?)FormValues.NumberOf(form.Find("cfgScale")?.Value),
            Sampler = names?.Name ?? sampler,
            Scheduler = names is null || !names.HasSchedule(scheduler) ? scheduler : null,
            Width = (int?)FormValues.NumberOf(size?["width"]),
            Height = (int?)FormValues.NumberOf(size?["height"]),
            Model = resources.FirstOrDefault(resource => resource.Type == ResourceTypes.Checkpoint)?.Name,
            Resources = resources,
            Settings = Settings(form),
        };
    }

    private static IEnumerable<RecipeResource> Resources(GenerationCatalogue catalogue, FormEvaluation form)
    {
        if (form.Choice.VersionId is { } version)
        {
            var given = form.Values["model"] as JsonObject;
            yield return Resource(
                catalogue,
                FormValues.IdOf(given) == version ? given : null,
                ResourceTypes.Checkpoint,
                version
            ) with
            {
                Weight = null,
            };
        }
        else if (FormValues.EpochOf(form.Values["model"]) is { } epoch)
            yield return new RecipeResource { Type = ResourceTypes.Checkpoint, Air = epoch.ToString() };

        foreach (var entry in (form.Find("resources")?.Value as JsonArray ?? []).OfType<JsonObject>())
        {
            if (ModelWords.NumberOf(entry) is not null || FormValues.IdOf(entry) is not null)
                yield return Resource(catalogue, entry, ResourceTypes.Lora, FormValues.IdOf(entry));
        }

        if (
            form.Find("vae")?.Value is JsonObject vae
            && (ModelWords.NumberOf(vae) is not null || FormValues.IdOf(vae) is not null)
        )
            yield return Resource(catalogue, vae, ResourceTypes.Vae, FormValues.IdOf(vae)) with
            {
                Weight = null,
            };
    }

    // What has no number of Civitai's, such as an epoch of a training, is named by its AIR.
    private static RecipeResource Resource(
        GenerationCatalogue catalogue,
        JsonObject? entry,
        string type,
        long? version
    ) =>
        new()
        {
            Type =
                entry is not null && ModelWords.TypeOf(catalogue, entry) is { } word ? ResourceTypes.From(word) : type,
            Name = entry?["model"] is JsonObject model ? FormValues.TextOf(model, "name") : null,
            VersionName = entry is null ? null : FormValues.TextOf(entry, "name"),
            ModelVersionId = version,
            Air = FormValues.AirOf(entry) is { VersionId: null } air ? air.ToString() : null,
            Hash = entry is null ? null : FormValues.TextOf(entry, "hash"),
            Weight = (double?)FormValues.NumberOf(entry?["strength"]) ?? 1,
        };

    // What else changed the result, so that nothing has to be guessed later.
    private static Dictionary<string, string> Settings(FormEvaluation form)
    {
        var settings = new Dictionary<string, string>
        {
            ["Workflow"] = form.Choice.Workflow.Key,
            ["Ecosystem"] = form.Choice.Ecosystem.Key,
        };
        foreach (var field in form.Fields.Where(field => !Told.Contains(field.Key)))
        {
            var name = Name(field.Key);
            if (field.Value is JsonValue value && value.ToString() is { Length: > 0 and <= 200 } text)
                settings.TryAdd(name, text);
        }

        return settings;
    }

    // clipSkip is A1111's "Clip skip".
    private static string Name(string key) =>
        string.Concat(
            key.Select(
                (letter, at) =>
                    at == 0 ? char.ToUpper(letter, CultureInfo.InvariantCulture).ToString()
                    : char.IsUpper(letter) ? $" {char.ToLower(letter, CultureInfo.InvariantCulture)}"
                    : letter.ToString()
            )
        );

    private static string? TextOf(FormEvaluation form, string key) =>
        form.Find(key)?.Value is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
}
