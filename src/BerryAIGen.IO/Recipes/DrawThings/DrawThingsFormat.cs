using System.Text.Json;

namespace BerryAIGen.IO.Recipes.DrawThings;

/// <summary>Draw Things: JSON in XMP's <c>exif:UserComment</c>, with <c>c</c> and <c>uc</c> for what to show and not to show.</summary>
internal sealed class DrawThingsFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "c",
        "uc",
        "seed",
        "steps",
        "scale",
        "sampler",
        "size",
        "model",
        "lora",
        "loras",
        "control",
        "controls",
    ];

    public Recipe? Read(RecipeTexts texts) => texts.FreeObjects().Where(Is).Select(Recipe).FirstOrDefault();

    private static bool Is(JsonElement values) =>
        values.Get("c") is not null && values.Get("uc") is not null && values.Get("sampler") is not null;

    private static Recipe Recipe(JsonElement values)
    {
        var draft = new RecipeDraft("Draw Things")
        {
            Prompt = values.Text("c"),
            NegativePrompt = values.Text("uc"),
            Seed = values.Seed("seed"),
            Steps = values.Whole("steps"),
            CfgScale = values.Real("scale"),
            Sampler = values.Text("sampler"),
        };
        draft.Size(values.Text("size"));
        draft.Add(ResourceTypes.Checkpoint, values.Text("model"));
        draft.Add(ResourceTypes.Refiner, values.Text("refiner_model", "refinerModel"));
        draft.Add(ResourceTypes.Upscaler, values.Text("upscaler"));
        AddList(values.Get("lora", "loras"), ResourceTypes.Lora, draft);
        AddList(values.Get("control", "controls"), ResourceTypes.ControlNet, draft);
        draft.Keep(values, Taken);
        return draft.Finish();
    }

    private static void AddList(JsonElement? list, string type, RecipeDraft draft)
    {
        if (list is not { ValueKind: JsonValueKind.Array } entries)
        {
            return;
        }

        foreach (var entry in entries.EnumerateArray())
        {
            draft.Add(type, entry.Text("model", "file"), weight: entry.Real("weight"));
        }
    }
}
