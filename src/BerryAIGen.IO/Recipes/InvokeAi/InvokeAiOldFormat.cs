using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes.InvokeAi;

/// <summary>InvokeAI up to version 2: JSON under <c>sd-metadata</c>, and before that the command line under <c>Dream</c>.</summary>
internal sealed partial class InvokeAiOldFormat : IRecipeFormat
{
    public Recipe? Read(RecipeTexts texts) =>
        texts.FindObject("sd-metadata") is { } metadata ? FromMetadata(metadata)
        : texts.Find("Dream") is { } command && command.TrimStart().StartsWith('"') ? FromCommand(command)
        : null;

    private static Recipe FromMetadata(JsonElement metadata)
    {
        var image = metadata.Get("image") ?? metadata;
        var draft = new RecipeDraft("InvokeAI")
        {
            Version = metadata.Text("app_version"),
            Seed = image.Seed("seed"),
            Steps = image.Whole("steps"),
            CfgScale = image.Real("cfg_scale"),
            Sampler = image.Text("sampler"),
            Width = image.Whole("width"),
            Height = image.Whole("height"),
        };
        Split(Prompt(image), draft);
        draft.Add(ResourceTypes.Checkpoint, metadata.Text("model_weights", "model"), metadata.Text("model_hash"));
        draft.Keep(image, "prompt", "seed", "steps", "cfg_scale", "sampler", "width", "height");
        return draft.Finish();
    }

    /// <summary>A text, or a list of texts with weights.</summary>
    private static string? Prompt(JsonElement image) =>
        image.Get("prompt") is { ValueKind: JsonValueKind.Array } parts
            ? string.Join(", ", parts.EnumerateArray().Select(part => part.Text("prompt")).OfType<string>())
            : image.Text("prompt");

    private static Recipe FromCommand(string command)
    {
        var end = command.LastIndexOf('"');
        var draft = new RecipeDraft("InvokeAI");
        Split(command[1..Math.Max(1, end)], draft);
        var options = OptionPattern().Matches(command[Math.Max(1, end)..]);
        // The letter's case tells steps from seed.
        var values = options
            .DistinctBy(option => option.Groups[1].Value)
            .ToDictionary(option => option.Groups[1].Value, option => option.Groups[2].Value);
        draft.Steps = RecipeJson.Whole(values.GetValueOrDefault("s"));
        draft.Seed = RecipeJson.Seed(values.GetValueOrDefault("S"));
        draft.Width = RecipeJson.Whole(values.GetValueOrDefault("W"));
        draft.Height = RecipeJson.Whole(values.GetValueOrDefault("H"));
        draft.CfgScale = RecipeJson.Real(values.GetValueOrDefault("C"));
        draft.Sampler = values.GetValueOrDefault("A");
        return draft.Finish();
    }

    /// <summary>What stands in brackets is what should not be seen.</summary>
    private static void Split(string? prompt, RecipeDraft draft)
    {
        if (prompt is null)
        {
            return;
        }

        var negative = BracketPattern()
            .Matches(prompt)
            .Select(match => match.Groups[1].Value.Trim())
            .Where(text => text.Length > 0)
            .ToList();
        draft.Prompt = BracketPattern().Replace(prompt, "").Trim();
        draft.NegativePrompt = negative.Count == 0 ? null : string.Join(", ", negative);
    }

    [GeneratedRegex(@"\[([^\[\]]*)\]")]
    private static partial Regex BracketPattern();

    [GeneratedRegex(@"(?<!\S)-([a-zA-Z])\s*([^\s-]\S*)")]
    private static partial Regex OptionPattern();
}
