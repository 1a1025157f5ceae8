using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Prompts with wildcards become several prompts, each in steps of its own.</summary>
public sealed class WildcardTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public WildcardTests()
    {
        Write("colours", "# a comment\nred\n\n blue \ngreen\n");
        Write("animals/birds", "heron\negret\n");
        Write("scenes", "a #colours boat\n");
        Write("ring", "again #ring\n");
        Write("flood", "a #flood #flood #flood #flood #flood #flood #flood #flood #flood #flood\n");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_draw_takes_one_word_for_each_and_the_same_seed_draws_the_same()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("prompt", "a #colours __animals/birds__"));

        var first = Prompt(form);

        first.ShouldMatch("^a (red|blue|green) (heron|egret)$");
        Prompt(form).ShouldBe(first);
        Enumerable
            .Range(1, 40)
            .Select(seed =>
            {
                form["seed"] = seed;
                return Prompt(form);
            })
            .Distinct()
            .Count()
            .ShouldBe(6);
    }

    [Fact]
    public void A_batch_is_every_combination_with_a_seed_of_its_own()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("prompt", "a #colours #animals/birds"),
            ("negativePrompt", "no #colours"),
            ("snippets", JsonNode.Parse("""{"mode":"batch"}"""))
        );

        var body = Compile(form).Body;

        var inputs = body["steps"]!.AsArray().Select(step => step!["input"]!).ToArray();
        inputs
            .Select(input => $"{input["prompt"]} / {input["negativePrompt"]} / {input["seed"]}")
            .ShouldBe([
                "a red heron / no red / 4711",
                "a red egret / no red / 4712",
                "a blue heron / no blue / 4713",
                "a blue egret / no blue / 4714",
                "a green heron / no green / 4715",
                "a green egret / no green / 4716",
            ]);
        body["steps"]![1]!["metadata"]!
            .ToJsonString()
            .ShouldBe("""{"params":{"prompt":"a red egret","negativePrompt":"no red","seed":4712},"partial":true}""");
        body["tags"]!.AsArray().Select(tag => (string?)tag).ShouldContain("wildcards");
        // What the steps are a part of.
        var all = body["metadata"]!["params"]!;
        ((string?)all["prompt"]).ShouldBe("a #colours #animals/birds");
        ((string?)all["ecosystem"]).ShouldBe("SDXL");
        ((long)all["seed"]!).ShouldBe(4711);
        ((int)all["steps"]!).ShouldBe((int)inputs[0]["steps"]!);
    }

    [Fact]
    public void Several_draws_are_steps_with_seeds_of_their_own_and_each_is_what_its_seed_draws_alone()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("prompt", "a #colours __animals/birds__"),
            ("snippets", JsonNode.Parse("""{"mode":"random","count":4}"""))
        );

        var steps = Compile(form).Body["steps"]!.AsArray();

        steps.Select(step => (long)step!["input"]!["seed"]!).ShouldBe([4711, 4712, 4713, 4714]);
        steps
            .Select(step => (string?)step!["input"]!["prompt"])
            .ShouldBe(
                Enumerable
                    .Range(4711, 4)
                    .Select(seed =>
                    {
                        form["seed"] = seed;
                        return Prompt(form);
                    })
            );
        steps.ShouldAllBe(step => (bool)step!["metadata"]!["partial"]!);
    }

    [Fact]
    public void A_price_is_asked_without_the_words_of_the_person()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("prompt", "a #colours fox"));

        new Generator(_home.Path).OrderForPrice(new FormRequest(form)).Body.ToJsonString().ShouldNotContain("fox");
    }

    [Fact]
    public void A_batch_ends_at_its_count_and_says_so()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("prompt", "#colours"),
            ("snippets", JsonNode.Parse("""{"mode":"batch","count":2}"""))
        );

        var compiled = Compile(form);

        compiled.Body["steps"]!.AsArray().Count.ShouldBe(2);
        compiled.Notes.ShouldHaveSingleItem().ShouldContain("3 combinations; the first 2");
    }

    [Fact]
    public void References_of_steps_stay_among_their_own()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("prompt", "#colours"),
            ("snippets", JsonNode.Parse("""{"mode":"batch"}""")),
            (
                "controlNets",
                JsonNode.Parse("""[{"preprocessor":"canny","image":{"url":"https://pictures.invalid/1.png"}}]""")
            )
        );

        var steps = Compile(form).Body["steps"]!.AsArray();

        steps.Count.ShouldBe(6);
        for (var at = 1; at < 6; at += 2)
        {
            ((string?)steps[at]!["input"]!["controlNets"]![0]!["image"]!["$ref"]).ShouldBe($"${at - 1}");
        }
    }

    [Fact]
    public void A_word_may_name_another_list_and_a_ring_ends()
    {
        Prompt(SampleForm.Of("txt2img", "SDXL", ("prompt", "#scenes"))).ShouldMatch("^a (red|blue|green) boat$");
        Prompt(SampleForm.Of("txt2img", "SDXL", ("prompt", "#ring"))).ShouldEndWith("#ring");
        Should
            .Throw<GenerationException>(() => Prompt(SampleForm.Of("txt2img", "SDXL", ("prompt", "#flood"))))
            .Field.ShouldBe("prompt");
    }

    [Theory]
    [InlineData("a #1girl in C# and #ff0000, __init__.py", 1)]
    [InlineData("a #nobody", 0)]
    [InlineData("../#../../secret __../secret__", 0)]
    public void What_is_no_wildcard_stays_as_it_is(string prompt, int notes)
    {
        var compiled = Compile(SampleForm.Of("txt2img", "SDXL", ("prompt", prompt)));

        ((string?)compiled.Body["steps"]![0]!["input"]!["prompt"]).ShouldBe(prompt);
        compiled.Notes.Count.ShouldBe(notes);
        compiled.Body["steps"]![0]!["metadata"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"mode":"all"}""", "mode \"all\"")]
    [InlineData("""{"count":0}""", "from 1 to 50")]
    [InlineData("""{"count":1000000000}""", "from 1 to 50")]
    [InlineData("""7""", "is an object")]
    public void Snippets_that_cannot_be_understood_are_refused(string snippets, string words)
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("prompt", "#colours"), ("snippets", JsonNode.Parse(snippets)));

        var refused = Should.Throw<GenerationException>(() => Compile(form));

        refused.Field.ShouldBe("snippets");
        refused.Message.ShouldContain(words);
    }

    private string Prompt(JsonObject form) => (string)Compile(form).Body["steps"]![0]!["input"]!["prompt"]!;

    private CompiledWorkflow Compile(JsonObject form) =>
        new Generator(_home.Path).Compile(new FormRequest(form.DeepClone().AsObject()));

    private void Write(string name, string words)
    {
        var path = Path.Combine(_home.Path, "wildcards", name + ".txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, words);
    }
}
