using System.Text.Json;

namespace BerryAIGen.IO.Recipes.EasyDiffusion;

/// <summary>
/// Easy Diffusion: a PNG text per field, or one JSON object in <c>UserComment</c> or beside the picture; older versions name the
/// fields for people ("Guidance Scale"), also as lines of a text file.
/// </summary>
internal sealed class EasyDiffusionFormat : IRecipeFormat
{
    public Recipe? Read(RecipeTexts texts)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts.All)
        {
            fields.TryAdd(text.Keyword, text.Text);
        }

        return Recipe(fields)
            ?? texts
                .FreeObjects()
                .Select(Fields)
                .Concat(texts.FreeTexts().Select(Lines))
                .Select(Recipe)
                .FirstOrDefault(recipe => recipe is not null);
    }

    private static Recipe? Recipe(Dictionary<string, string> fields)
    {
        // Nobody else has both of these.
        if (
            Get(fields, "use_stable_diffusion_model", "Stable Diffusion model") is not { } model
            || Get(fields, "guidance_scale", "Guidance Scale") is not { } scale
        )
        {
            return null;
        }

        var draft = new RecipeDraft("Easy Diffusion")
        {
            Prompt = Get(fields, "prompt"),
            NegativePrompt = Get(fields, "negative_prompt", "Negative Prompt"),
            Seed = RecipeJson.Seed(Get(fields, "seed")),
            Steps = RecipeJson.Whole(Get(fields, "num_inference_steps", "Steps")),
            CfgScale = RecipeJson.Real(scale),
            Sampler = Get(fields, "sampler_name", "Sampler"),
            Scheduler = Get(fields, "scheduler_name", "Scheduler"),
            Width = RecipeJson.Whole(Get(fields, "width")),
            Height = RecipeJson.Whole(Get(fields, "height")),
        };
        draft.Add(ResourceTypes.Checkpoint, model);
        draft.Add(ResourceTypes.Vae, Get(fields, "use_vae_model", "VAE model"));
        draft.Add(ResourceTypes.Hypernetwork, Get(fields, "use_hypernetwork_model", "Hypernetwork model"));
        AddLoras(fields, draft);
        AddEmbeddings(fields, draft);
        foreach (
            var name in new[] { "clip_skip", "Clip Skip", "use_upscale", "Upscaling", "use_face_correction", "tiling" }
        )
        {
            if (Get(fields, name) is { } value)
            {
                draft.Settings[name] = value;
            }
        }

        return draft.Finish();
    }

    private static void AddLoras(Dictionary<string, string> fields, RecipeDraft draft)
    {
        var names = List(Get(fields, "use_lora_model", "LoRA model"));
        var weights = List(Get(fields, "lora_alpha", "LoRA Strength"));
        for (var i = 0; i < names.Count; i++)
        {
            draft.Add(ResourceTypes.Lora, names[i], weight: RecipeJson.Real(weights.ElementAtOrDefault(i)));
        }
    }

    private static void AddEmbeddings(Dictionary<string, string> fields, RecipeDraft draft)
    {
        foreach (var name in List(Get(fields, "use_embeddings_model", "Embedding models")))
        {
            draft.Add(ResourceTypes.Embedding, name);
        }
    }

    /// <summary>One name, or several as JSON, Python or text writes a list.</summary>
    private static List<string> List(string? text) =>
        [
            .. (text ?? "")
                .Trim('[', ']')
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part => part.Trim('"', '\''))
                .Where(part => part.Length > 0 && part != "None"),
        ];

    private static string? Get(Dictionary<string, string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var value) && value is not ("" or "None" or "null"))
            {
                return value;
            }
        }

        return null;
    }

    private static Dictionary<string, string> Fields(JsonElement values)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in values.EnumerateObject())
        {
            fields[member.Name] =
                member.Value.ValueKind == JsonValueKind.Array
                    ? member.Value.GetRawText()
                    : RecipeJson.AsText(member.Value) ?? "";
        }

        return fields;
    }

    private static Dictionary<string, string> Lines(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n').Take(200))
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var value])
            {
                fields.TryAdd(name, value);
            }
        }

        return fields;
    }
}
