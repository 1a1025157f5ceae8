using System.Text.Json;

namespace BerryAIGen.IO.Recipes.InvokeAi;

/// <summary>InvokeAI since version 3: JSON under <c>invokeai_metadata</c> in a PNG.</summary>
internal sealed class InvokeAiFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "app_version",
        "positive_prompt",
        "negative_prompt",
        "seed",
        "steps",
        "cfg_scale",
        "scheduler",
        "width",
        "height",
        "model",
        "vae",
        "refiner_model",
        "upscale_model",
        "t5_encoder",
        "clip_embed_model",
        "loras",
        "controlnets",
        "t2iAdapters",
        "ipAdapters",
    ];

    public Recipe? Read(RecipeTexts texts)
    {
        if (texts.FindObject("invokeai_metadata") is not { } metadata)
        {
            return null;
        }

        var draft = new RecipeDraft("InvokeAI")
        {
            Version = metadata.Text("app_version"),
            Prompt = metadata.Text("positive_prompt"),
            NegativePrompt = metadata.Text("negative_prompt"),
            Seed = metadata.Seed("seed"),
            Steps = metadata.Whole("steps"),
            CfgScale = metadata.Real("cfg_scale"),
            // What it calls scheduler is the sampler, its schedule is part of the name.
            Sampler = metadata.Text("scheduler"),
            Width = metadata.Whole("width"),
            Height = metadata.Whole("height"),
        };
        Add(metadata.Get("model"), ResourceTypes.Checkpoint, null, draft);
        Add(metadata.Get("vae"), ResourceTypes.Vae, null, draft);
        Add(metadata.Get("refiner_model"), ResourceTypes.Refiner, null, draft);
        Add(metadata.Get("upscale_model"), ResourceTypes.Upscaler, null, draft);
        Add(metadata.Get("t5_encoder"), ResourceTypes.TextEncoder, null, draft);
        Add(metadata.Get("clip_embed_model"), ResourceTypes.TextEncoder, null, draft);
        AddList(metadata, "loras", "lora", ResourceTypes.Lora, draft);
        AddList(metadata, "controlnets", "control_model", ResourceTypes.ControlNet, draft);
        AddList(metadata, "t2iAdapters", "t2i_adapter_model", "t2i_adapter", draft);
        AddList(metadata, "ipAdapters", "ip_adapter_model", "ip_adapter", draft);
        draft.Keep(metadata, Taken);
        return draft.Finish();
    }

    private static void AddList(JsonElement metadata, string list, string old, string type, RecipeDraft draft)
    {
        if (metadata.Get(list) is not { ValueKind: JsonValueKind.Array } entries)
        {
            return;
        }

        foreach (var entry in entries.EnumerateArray())
        {
            Add(entry.Get("model", old), type, entry.Real("weight", "control_weight"), draft);
        }
    }

    /// <summary>A model as version 4 describes it (name and hash), as version 3 did (model_name), or only named.</summary>
    private static void Add(JsonElement? model, string type, double? weight, RecipeDraft draft)
    {
        if (model is { ValueKind: JsonValueKind.String })
        {
            draft.Add(type, RecipeJson.AsText(model.Value), weight: weight);
        }
        else if (model is { ValueKind: JsonValueKind.Object } described)
        {
            draft.Add(type, described.Text("name", "model_name"), described.Text("hash"), weight);
        }
    }
}
