using System.Text.Json;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Tests.Outputs;

/// <summary>Each result carries the recipe of the step that made it.</summary>
public sealed class RunRecipeTests
{
    private static readonly Recipe Asked = new()
    {
        Generator = "BerryAIGen",
        Prompt = "a #colours fox",
        NegativePrompt = "fog",
        Seed = 7,
    };

    [Fact]
    public void Each_draw_has_its_own_prompt_and_seed()
    {
        var recipes = Asked.OfRun(
            Ran(
                Step("red", 7, pictures: 2),
                new WorkflowStep
                {
                    Type = "textToImage",
                    Metadata = Json("""{"suppressOutput":true}"""),
                    Output = Pictures(1),
                },
                Step("blue", 8, pictures: 1)
            )
        );

        recipes
            .Select(recipe => $"{recipe.Prompt} {recipe.NegativePrompt} {recipe.Seed}")
            .ShouldBe(["a red fox fog 7", "a red fox fog 7", "a blue fox fog 8"]);
        // A draw is no part of the others' batch.
        recipes.Select(recipe => recipe.Settings.GetValueOrDefault("Batch pos")).ShouldBe(["0", "1", null]);
    }

    [Fact]
    public void Without_draws_the_seed_of_the_run_holds_and_all_are_one_batch()
    {
        var step = new WorkflowStep
        {
            Type = "textToImage",
            Input = Json("""{"seed":99}"""),
            Output = Pictures(1),
        };

        var recipes = Asked.OfRun(Ran(step, step));

        recipes.Select(recipe => $"{recipe.Prompt} {recipe.Seed}").ShouldBe(["a #colours fox 99", "a #colours fox 99"]);
        recipes.Select(recipe => recipe.Settings["Batch pos"]).ShouldBe(["0", "1"]);
    }

    private static Workflow Ran(params WorkflowStep[] steps) => new() { Steps = [.. steps] };

    private static WorkflowStep Step(string colour, long seed, int pictures) =>
        new()
        {
            Type = "textToImage",
            Input = Json($$"""{"seed":{{seed}}}"""),
            Metadata = Json($$$"""{"params":{"prompt":"a {{{colour}}} fox","seed":{{{seed}}}},"partial":true}"""),
            Output = Pictures(pictures),
        };

    private static JsonElement Pictures(int count) =>
        Json(
            $$"""{"images":[{{string.Join(
                ',',
                Enumerable.Range(1, count).Select(number => $$"""{"id":"{{number}}.png","url":"https://pictures.invalid/{{number}}.png"}""")
            )}}]}"""
        );

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
