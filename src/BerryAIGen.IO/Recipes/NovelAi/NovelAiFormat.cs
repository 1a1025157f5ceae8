using System.Text.Json;

namespace BerryAIGen.IO.Recipes.NovelAi;

/// <summary>
/// NovelAI: the prompt under <c>Description</c>, JSON under <c>Comment</c>, the model's name under <c>Source</c>; hidden in the
/// alpha channel the same as one JSON object.
/// </summary>
internal sealed class NovelAiFormat : IRecipeFormat
{
    private static readonly string[] Taken =
    [
        "prompt",
        "uc",
        "seed",
        "steps",
        "scale",
        "sampler",
        "noise_schedule",
        "width",
        "height",
        "signed_hash",
    ];

    public Recipe? Read(RecipeTexts texts)
    {
        if (texts.Find("Software") is { } software && IsNovelAi(software) && texts.FindObject("Comment") is { } comment)
        {
            return Recipe(comment, texts.Find("Description"), texts.Find("Source"));
        }

        foreach (var hidden in texts.FreeObjects())
        {
            if (
                IsNovelAi(hidden.Text("Software"))
                && hidden.Get("Comment") is { } inner
                && Comment(inner) is { } values
            )
            {
                return Recipe(values, hidden.Text("Description"), hidden.Text("Source"));
            }
        }

        return null;
    }

    private static Recipe Recipe(JsonElement comment, string? description, string? source)
    {
        var draft = new RecipeDraft("NovelAI")
        {
            Prompt = WithCharacters(comment.Text("prompt") ?? description, comment, "v4_prompt"),
            NegativePrompt = WithCharacters(comment.Text("uc"), comment, "v4_negative_prompt"),
            Seed = comment.Seed("seed"),
            Steps = comment.Whole("steps"),
            CfgScale = comment.Real("scale"),
            Sampler = comment.Text("sampler"),
            Scheduler = comment.Text("noise_schedule"),
            Width = comment.Whole("width"),
            Height = comment.Whole("height"),
        };
        // "NovelAI Diffusion V4.5 4BDE2A90": the last word is a number of NovelAI's own and no hash of a file.
        draft.Add(ResourceTypes.Checkpoint, source);
        draft.Keep(comment, Taken);
        return draft.Finish();
    }

    // Since V4 each character has a prompt of its own, a line each here; the list stays whole among the settings.
    private static string? WithCharacters(string? prompt, JsonElement comment, string name)
    {
        if (
            comment.Get(name)?.Get("caption")?.Get("char_captions") is not { ValueKind: JsonValueKind.Array } characters
        )
        {
            return prompt;
        }

        var captions = characters.EnumerateArray().Select(one => one.Text("char_caption")?.Trim());
        return
            string.Join('\n', captions.Prepend(prompt).Where(text => !string.IsNullOrEmpty(text)))
                is { Length: > 0 } all
            ? all
            : prompt;
    }

    private static bool IsNovelAi(string? software) =>
        software?.StartsWith("NovelAI", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonElement? Comment(JsonElement inner) =>
        inner.ValueKind == JsonValueKind.Object ? inner
        : inner.ValueKind == JsonValueKind.String ? RecipeJson.ParseObject((RecipeJson.AsText(inner) ?? ""))
        : null;
}
