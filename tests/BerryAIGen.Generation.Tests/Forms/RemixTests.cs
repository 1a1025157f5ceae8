using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Remix;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>How a picture was made becomes the form that makes it once more.</summary>
public sealed class RemixTests
{
    private static readonly Recipe Heron = new()
    {
        Generator = "ComfyUI",
        Prompt = "a heron",
        NegativePrompt = "fog",
        Seed = 99,
        Steps = 21,
        CfgScale = 6.5,
        Sampler = "dpmpp_2m",
        Scheduler = "karras",
        Width = 832,
        Height = 1216,
        Settings = new Dictionary<string, string> { ["Clip skip"] = "1" },
    };

    [Fact]
    public void The_checkpoint_decides_the_ecosystem_and_its_form_compiles()
    {
        MatchedModel[] models =
        [
            Found(ResourceTypes.Checkpoint, "dream", 128078, 101055, "SDXL 1.0"),
            Found(ResourceTypes.Lora, "ink", 7, 6, "Pony"),
            new(new RecipeResource { Type = ResourceTypes.Lora, Name = "gone" }),
        ];

        var remix = SampleForm.Shipped.Remix(Heron, models);
        var input = SampleForm.Input(remix.Values);

        ((string?)remix.Values["ecosystem"]).ShouldBe("SDXL");
        ((string?)input["model"]).ShouldBe("urn:air:sdxl:checkpoint:civitai:101055@128078");
        ((string?)input["scheduler"]).ShouldBe("dpM2MKarras");
        ((int)input["width"]!).ShouldBe(832);
        ((long)input["clipSkip"]!).ShouldBe(1);
        ((decimal)input["cfgScale"]!).ShouldBe(6.5m);
        input["additionalNetworks"]!.AsObject().ShouldHaveSingleItem().Key.ShouldEndWith(":lora:civitai:6@7");
        remix.Notes.ShouldHaveSingleItem().ShouldContain("\"gone\" was not found");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000_000)]
    public void A_seed_that_cannot_be_asked_for_is_said(long seed)
    {
        var remix = SampleForm.Shipped.Remix(
            Heron with
            {
                Seed = seed,
            },
            [Found(ResourceTypes.Checkpoint, "dream", 128078, 101055, "SDXL 1.0")]
        );

        remix.Values.ContainsKey("seed").ShouldBeFalse();
        remix.Notes.ShouldContain(
            $"The seed {seed} is none that can be asked for, which are 1 to 4294967295; another one is drawn."
        );
    }

    // Which types generate, and which have a field of their own, the definitions say.
    [Fact]
    public void A_model_goes_where_its_type_goes()
    {
        MatchedModel[] models =
        [
            Found(ResourceTypes.Checkpoint, "dream", 128078, 101055, "SDXL 1.0"),
            Found(ResourceTypes.Vae, "clear", 8, 8, "SDXL 1.0"),
            Found(ResourceTypes.Embedding, "easy", 9, 9, "SDXL 1.0"),
            Found("controlnet", "canny", 10, 10, "SDXL 1.0"),
        ];

        var remix = SampleForm.Shipped.Remix(Heron, models);

        ((long)remix.Values["vae"]!["id"]!).ShouldBe(8);
        ((long)remix.Values["resources"]!.AsArray().ShouldHaveSingleItem()!["id"]!).ShouldBe(9);
        remix.Notes.ShouldContain(note => note.Contains("which no form takes", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_checkpoint_most_add_ons_decide()
    {
        MatchedModel[] models =
        [
            Found(ResourceTypes.Lora, "a", 1, 1, "Flux.1 D"),
            Found(ResourceTypes.Lora, "b", 2, 2, "SDXL 1.0"),
            Found(ResourceTypes.Lora, "c", 3, 3, "SDXL 1.0"),
        ];

        var values = SampleForm.Shipped.Remix(Heron, models).Values;

        ((string?)values["ecosystem"]).ShouldBe("SDXL");
        values.ContainsKey("model").ShouldBeFalse();
    }

    [Fact]
    public void What_the_form_does_not_take_is_left_out_and_said()
    {
        var recipe = Heron with
        {
            Sampler = "warp",
            Scheduler = null,
            Seed = 18446744073709551615m,
            Prompt = new string('x', 7000),
        };
        MatchedModel[] models = [Found(ResourceTypes.Checkpoint, "dream", 128078, 101055, "SDXL 1.0")];

        var remix = SampleForm.Shipped.Remix(recipe, models);

        remix.Values.ContainsKey("seed").ShouldBeFalse();
        remix.Values.ContainsKey("prompt").ShouldBeFalse();
        remix.Notes.ShouldContain(note => note.Contains("no sampler \"warp\""));
        remix.Notes.ShouldContain(note => note.Contains("7,000 characters"));
        remix.Notes.ShouldContain(note => note.Contains("18446744073709551615"));
        SampleForm.Shipped.Evaluate(new FormRequest(remix.Values)).Ecosystem!.Key.ShouldBe("SDXL");
    }

    [Fact]
    public void A_picture_of_which_nothing_is_known_takes_the_usual_ecosystem()
    {
        var remix = SampleForm.Shipped.Remix(new Recipe { Generator = "A1111", Prompt = "a duck" }, []);

        ((string?)remix.Values["prompt"]).ShouldBe("a duck");
        remix.Notes.ShouldHaveSingleItem().ShouldContain("usual one");
        SampleForm.Compile(remix.Values).Body["steps"]!.AsArray().Count.ShouldBe(1);
    }

    private static MatchedModel Found(string type, string name, long version, long model, string baseModel) =>
        new(
            new RecipeResource
            {
                Type = type,
                Name = name,
                Weight = 0.7,
            }
        )
        {
            VersionId = version,
            ModelId = model,
            BaseModel = baseModel,
            MatchedBy = "hash",
        };
}
