using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>Models that a prompt calls: <c>&lt;lora:name:0.8&gt;</c>, <c>&lt;lyco:…&gt;</c>, <c>&lt;hypernet:…&gt;</c>, and ComfyUI's <c>embedding:name</c>.</summary>
internal static partial class PromptTags
{
    internal static void Read(string? prompt, RecipeDraft draft)
    {
        foreach (Match tag in TagPattern().Matches(prompt ?? ""))
        {
            draft.Add(
                ResourceTypes.From(tag.Groups[1].Value),
                tag.Groups[2].Value,
                weight: Weight(tag.Groups[3].Value)
            );
        }

        foreach (Match name in EmbeddingPattern().Matches(prompt ?? ""))
        {
            draft.Add(ResourceTypes.Embedding, name.Groups[1].Value);
        }
    }

    /// <summary>"0.8", "0.8:0.5" (model, text encoder) or "te=0.5:unet=0.8".</summary>
    private static double? Weight(string text)
    {
        var parts = text.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unet = Array.Find(parts, part => part.StartsWith("unet=", StringComparison.OrdinalIgnoreCase));
        return RecipeJson.Real(unet?[5..] ?? parts.FirstOrDefault());
    }

    [GeneratedRegex("<(lora|lyco|locon|hypernet):([^:<>]+)((?::[^:<>]*)*)>", RegexOptions.IgnoreCase)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\bembedding:([^\s,:()\[\]{}<>]+)", RegexOptions.IgnoreCase)]
    private static partial Regex EmbeddingPattern();
}
