using System.Text.Json;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Outputs;

/// <summary>The recipes of what ran, where they are not what was asked for now.</summary>
public static class RunRecipe
{
    /// <summary>
    /// The recipe of each result that <see cref="OutputSaver.ShownOf"/> names, in its order: that of the form, with what is
    /// its step's own.
    /// </summary>
    /// <remarks>
    /// Who submits again under an external id gets the workflow of the first time, and a seed that was drawn now is not in
    /// it; of a prompt with wildcards each step has a draw and a seed of its own.
    /// </remarks>
    public static IReadOnlyList<Recipe> OfRun(this Recipe recipe, Workflow workflow)
    {
        WorkflowStep[] steps = [.. workflow.Steps.Where(step => !OutputSaver.IsSuppressed(step))];
        var count = steps.Sum(step => step.Blobs.Count);
        List<Recipe> recipes = [];
        foreach (var step in steps)
        {
            var own = OwnOf(step);
            var ofStep = OfStep(recipe, step, own);
            for (var at = 0; at < step.Blobs.Count; at++)
            {
                // Steps that differ are no batch: each is one by itself.
                recipes.Add(own is null ? ofStep.OfBatch(recipes.Count, count) : ofStep.OfBatch(at, step.Blobs.Count));
            }
        }

        return recipes;
    }

    private static Recipe OfStep(Recipe recipe, WorkflowStep step, JsonElement? own) =>
        recipe with
        {
            Prompt = TextOf(own, "prompt") ?? recipe.Prompt,
            NegativePrompt = TextOf(own, "negativePrompt") ?? recipe.NegativePrompt,
            Seed = SeedOf(own) ?? SeedOf(step.Input) ?? recipe.Seed,
        };

    // What a step of wildcards says of itself; null for a step that is as the form is.
    private static JsonElement? OwnOf(WorkflowStep step) =>
        step.Metadata is { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty("partial", out var partial)
        && partial.ValueKind == JsonValueKind.True
        && metadata.TryGetProperty("params", out var own)
        && own.ValueKind == JsonValueKind.Object
            ? own
            : null;

    private static string? TextOf(JsonElement? own, string key) =>
        own is { } members && members.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static decimal? SeedOf(JsonElement? own) =>
        own is { ValueKind: JsonValueKind.Object } members
        && members.TryGetProperty("seed", out var seed)
        && seed.ValueKind == JsonValueKind.Number
        && seed.TryGetDecimal(out var number)
            ? number
            : null;
}
