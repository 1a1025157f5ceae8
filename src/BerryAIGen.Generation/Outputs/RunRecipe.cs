using System.Text.Json;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Outputs;

/// <summary>The recipe of what ran, where that is not what was asked for now.</summary>
public static class RunRecipe
{
    /// <summary>
    /// The same recipe with the seed that the workflow runs with: who submits again under an external id gets the workflow
    /// of the first time, and a seed that was drawn now is not in it.
    /// </summary>
    public static Recipe OfRun(this Recipe recipe, Workflow workflow)
    {
        foreach (var step in workflow.Steps)
        {
            if (
                step.Input is { ValueKind: JsonValueKind.Object } input
                && input.TryGetProperty("seed", out var seed)
                && seed.ValueKind == JsonValueKind.Number
                && seed.TryGetDecimal(out var number)
            )
                return recipe with { Seed = number };
        }

        return recipe;
    }
}
