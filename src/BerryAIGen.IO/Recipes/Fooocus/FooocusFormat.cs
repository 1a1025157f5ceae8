using System.Text.Json;

namespace BerryAIGen.IO.Recipes.Fooocus;

/// <summary>Fooocus' own scheme: JSON under <c>parameters</c> or in <c>UserComment</c>, named <c>fooocus</c> beside it or in itself.</summary>
internal sealed class FooocusFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "version",
        "prompt",
        "negative_prompt",
        "seed",
        "steps",
        "guidance_scale",
        "sampler",
        "scheduler",
        "resolution",
        "base_model",
        "base_model_hash",
        "refiner_model",
        "refiner_model_hash",
        "vae",
        "loras",
    ];

    public Recipe? Read(RecipeTexts texts) => texts.FreeObjects().Where(Is).Select(Recipe).FirstOrDefault();

    private static bool Is(JsonElement metadata) =>
        metadata.Text("metadata_scheme") == "fooocus"
        || metadata.Get("base_model") is not null
            && metadata.Get("guidance_scale") is not null
            && metadata.Get("performance") is not null;

    private static Recipe Recipe(JsonElement metadata)
    {
        var draft = new RecipeDraft("Fooocus")
        {
            Version = metadata.Text("version"),
            Prompt = metadata.Text("prompt"),
            NegativePrompt = metadata.Text("negative_prompt"),
            Seed = metadata.Seed("seed"),
            Steps = metadata.Whole("steps"),
            CfgScale = metadata.Real("guidance_scale"),
            Sampler = metadata.Text("sampler"),
            Scheduler = metadata.Text("scheduler"),
        };
        draft.Size(metadata.Text("resolution"));
        draft.Add(ResourceTypes.Checkpoint, metadata.Text("base_model"), metadata.Text("base_model_hash"));
        if (metadata.Text("refiner_model") is { } refiner and not "None")
        {
            draft.Add(ResourceTypes.Refiner, refiner, metadata.Text("refiner_model_hash"));
        }

        if (metadata.Text("vae") is { } vae && !vae.StartsWith("Default", StringComparison.Ordinal))
        {
            draft.Add(ResourceTypes.Vae, vae);
        }

        AddLoras(metadata, draft);
        draft.Keep(metadata, Taken);
        return draft.Finish();
    }

    /// <summary>A list of [name, weight, hash]; before it there were members lora_combined_1: "name : weight".</summary>
    private static void AddLoras(JsonElement metadata, RecipeDraft draft)
    {
        if (metadata.Get("loras") is { ValueKind: JsonValueKind.Array } loras)
        {
            foreach (var lora in loras.EnumerateArray().Where(lora => lora.ValueKind == JsonValueKind.Array))
            {
                var parts = lora.EnumerateArray().Select(RecipeJson.AsText).ToList();
                draft.Add(
                    ResourceTypes.Lora,
                    parts.ElementAtOrDefault(0),
                    parts.ElementAtOrDefault(2),
                    RecipeJson.Real(parts.ElementAtOrDefault(1))
                );
            }
        }

        foreach (
            var member in metadata
                .EnumerateObject()
                .Where(member => member.Name.StartsWith("lora_combined_", StringComparison.Ordinal))
        )
        {
            if (RecipeJson.AsText(member.Value)?.Split(" : ") is [var name, var weight])
            {
                draft.Add(ResourceTypes.Lora, name, weight: RecipeJson.Real(weight));
            }
        }
    }
}
