namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>
/// The text of A1111, which Forge, SD.Next, stable-diffusion.cpp, Civitai's generator, Fooocus (by choice) and many savers of
/// ComfyUI write as well, in <c>parameters</c> of a PNG, <c>UserComment</c> of EXIF, or a text file.
/// </summary>
internal sealed class A1111Format : IRecipeFormat
{
    // What the recipe's own fields take.
    private static readonly string[] Taken =
    [
        "Steps",
        "Sampler",
        "Schedule type",
        "CFG scale",
        "Seed",
        "Size",
        "Model",
        "Model hash",
        "Version",
        // What the models say.
        "VAE",
        "VAE hash",
        "Lora hashes",
        "TI hashes",
        "Hashes",
        "Civitai resources",
    ];

    public Recipe? Read(RecipeTexts texts) =>
        texts.FreeTexts().Select(ParameterText.Parse).FirstOrDefault(text => text is not null) is { } found
            ? Recipe(found)
            : null;

    /// <summary>The recipe that such a text is.</summary>
    internal static Recipe Recipe(ParameterText text)
    {
        var settings = text.Settings;
        var draft = new RecipeDraft(Generators.Of(settings))
        {
            Version = settings.GetValueOrDefault("Version"),
            Prompt = text.Prompt,
            NegativePrompt = text.NegativePrompt,
            Seed = RecipeJson.Seed(settings.GetValueOrDefault("Seed")),
            // Our own writer has to begin the line with it, known or not.
            Steps = RecipeJson.Whole(settings.GetValueOrDefault("Steps")) is { } steps and > 0 ? steps : null,
            CfgScale = RecipeJson.Real(settings.GetValueOrDefault("CFG scale")),
            Sampler = settings.GetValueOrDefault("Sampler"),
            Scheduler = settings.GetValueOrDefault("Schedule type") ?? settings.GetValueOrDefault("Scheduler"),
        };
        draft.Size(settings.GetValueOrDefault("Size"));
        A1111Resources.Read(settings, draft);
        PromptTags.Read(text.Prompt, draft);
        PromptTags.Read(text.NegativePrompt, draft);
        foreach (var (name, value) in settings)
        {
            if (!Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                draft.Settings.TryAdd(name, value);
            }
        }

        return draft.Finish();
    }
}
