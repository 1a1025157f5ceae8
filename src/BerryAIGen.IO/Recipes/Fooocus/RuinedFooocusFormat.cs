using System.Text.Json;

namespace BerryAIGen.IO.Recipes.Fooocus;

/// <summary>RuinedFooocus: JSON under <c>parameters</c> that names the program.</summary>
internal sealed class RuinedFooocusFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "Prompt",
        "Negative",
        "seed",
        "steps",
        "cfg",
        "sampler_name",
        "scheduler",
        "width",
        "height",
        "base_model_name",
        "base_model_hash",
        "software",
        "loras",
    ];

    public Recipe? Read(RecipeTexts texts) =>
        texts
            .FreeObjects()
            .Where(metadata => metadata.Text("software") == "RuinedFooocus")
            .Select(Recipe)
            .FirstOrDefault();

    private static Recipe Recipe(JsonElement metadata)
    {
        var draft = new RecipeDraft("RuinedFooocus")
        {
            Prompt = metadata.Text("Prompt"),
            NegativePrompt = metadata.Text("Negative"),
            Seed = metadata.Seed("seed"),
            Steps = metadata.Whole("steps"),
            CfgScale = metadata.Real("cfg"),
            Sampler = metadata.Text("sampler_name"),
            Scheduler = metadata.Text("scheduler"),
            Width = metadata.Whole("width"),
            Height = metadata.Whole("height"),
        };
        draft.Add(ResourceTypes.Checkpoint, metadata.Text("base_model_name"), metadata.Text("base_model_hash"));
        if (metadata.Get("loras") is { ValueKind: JsonValueKind.Array } loras)
        {
            foreach (var lora in loras.EnumerateArray())
            {
                AddLora(lora, draft);
            }
        }

        draft.Keep(metadata, Taken);
        return draft.Finish();
    }

    /// <summary>"0.5 - name.safetensors", after a hash in newer versions, as a text or the last of a list.</summary>
    private static void AddLora(JsonElement lora, RecipeDraft draft)
    {
        var parts =
            lora.ValueKind == JsonValueKind.Array
                ? [.. lora.EnumerateArray().Select(RecipeJson.AsText).OfType<string>()]
                : new List<string> { RecipeJson.AsText(lora) ?? "" };
        if (
            parts.Count > 0
            && parts[^1].Split(" - ", 2) is [var weight, var name]
            && RecipeJson.Real(weight) is { } strength
        )
        {
            draft.Add(ResourceTypes.Lora, name, parts.Count > 1 ? parts[0] : null, strength);
        }
        else if (parts.Count > 0)
        {
            draft.Add(ResourceTypes.Lora, parts[0], weight: RecipeJson.Real(parts.ElementAtOrDefault(1)));
        }
    }
}
