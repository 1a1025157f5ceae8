using System.Text.Json;

namespace BerryAIGen.IO.Recipes.SwarmUi;

/// <summary>SwarmUI: JSON with <c>sui_image_params</c> under <c>parameters</c>, in <c>UserComment</c>, or in <c>name.swarm.json</c>.</summary>
internal sealed class SwarmUiFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "swarm_version",
        "prompt",
        "negativeprompt",
        "seed",
        "steps",
        "cfgscale",
        "sampler",
        "scheduler",
        "width",
        "height",
        "model",
        "vae",
        "refinermodel",
        "loras",
        "loraweights",
    ];

    public Recipe? Read(RecipeTexts texts)
    {
        foreach (var whole in texts.FreeObjects())
        {
            if (whole.Get("sui_image_params") is { ValueKind: JsonValueKind.Object } values)
            {
                return Recipe(whole, values);
            }
        }

        return null;
    }

    private static Recipe Recipe(JsonElement whole, JsonElement values)
    {
        var draft = new RecipeDraft("SwarmUI")
        {
            Version = values.Text("swarm_version"),
            Prompt = values.Text("prompt"),
            NegativePrompt = values.Text("negativeprompt"),
            Seed = values.Seed("seed"),
            Steps = values.Whole("steps"),
            CfgScale = values.Real("cfgscale"),
            Sampler = values.Text("sampler", "comfyuisampler", "autowebuisampler"),
            Scheduler = values.Text("scheduler", "comfyuischeduler"),
            Width = values.Whole("width"),
            Height = values.Whole("height"),
        };
        draft.Add(ResourceTypes.Checkpoint, values.Text("model"));
        draft.Add(ResourceTypes.Refiner, values.Text("refinermodel"));
        if (values.Text("vae") is { } vae && vae is not ("None" or "Automatic"))
        {
            draft.Add(ResourceTypes.Vae, vae);
        }

        var weights = List(values.Get("loraweights"));
        var loras = List(values.Get("loras"));
        for (var i = 0; i < loras.Count; i++)
        {
            draft.Add(ResourceTypes.Lora, loras[i], weight: RecipeJson.Real(weights.ElementAtOrDefault(i)));
        }

        AddHashes(whole, draft);
        draft.Keep(values, Taken);
        return draft.Finish();
    }

    /// <summary>[{"name": "a.safetensors", "param": "model", "hash": "0x…"}]: names with their ending, where the values have none.</summary>
    private static void AddHashes(JsonElement whole, RecipeDraft draft)
    {
        if (whole.Get("sui_models") is not { ValueKind: JsonValueKind.Array } models)
        {
            return;
        }

        foreach (var model in models.EnumerateArray())
        {
            var name = model.Text("name");
            var type = ResourceTypes.From(
                (model.Text("param") ?? "").Replace("loras", "lora", StringComparison.Ordinal)
            );
            type = type == "refinermodel" ? ResourceTypes.Refiner : type;
            var known = draft.Resources.FirstOrDefault(resource =>
                resource.Type == type && IsStem(resource.Name, name)
            );
            draft.Add(
                new RecipeResource
                {
                    Type = type,
                    Name = known?.Name ?? name,
                    Hash = RecipeDraft.CleanHash(model.Text("hash")),
                    HashKind = ResourceHashKinds.TensorSha256,
                }
            );
        }
    }

    private static bool IsStem(string? stem, string? name) =>
        stem is not null
        && name is not null
        && (
            name.Equals(stem, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(stem + ".", StringComparison.OrdinalIgnoreCase)
        );

    private static List<string> List(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(RecipeJson.AsText).OfType<string>()]
        : value is { ValueKind: JsonValueKind.String } text
            ?
            [
                .. (RecipeJson.AsText(text) ?? "").Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            ]
        : [];
}
