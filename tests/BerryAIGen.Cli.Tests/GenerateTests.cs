using System.Text;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Forms become workflows.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_stands_on_the_line_goes_before_what_the_form_says()
    {
        _home.Write(
            "form.json",
            """{"workflow":"txt2vid","ecosystem":"SD1","prompt":"a pond","seed":7,"steps":12}"""u8
        );

        var run = await _home.RunAsync(
            "generate",
            "--form",
            "form.json",
            "--workflow",
            "txt2img",
            "--ecosystem",
            "SDXL",
            "--version",
            "290640",
            "-p",
            "prompt=a heron",
            "--param",
            "steps=25",
            "--compile",
            "--json"
        );

        var step = run.ShouldExit(0).Json.GetProperty("steps")[0];
        step.GetProperty("$type").GetString().ShouldBe("textToImage");
        var input = step.GetProperty("input");
        input.GetProperty("prompt").GetString().ShouldBe("a heron");
        input.GetProperty("steps").GetInt32().ShouldBe(25);
        input.GetProperty("seed").GetInt32().ShouldBe(7);
        input.GetProperty("model").GetString().ShouldEndWith("@290640");
    }

    [Fact]
    public async Task A_form_from_standard_input_that_asks_too_much_is_pulled_into_range_and_said()
    {
        var run = await _home.RunWithInputAsync(
            """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","steps":400}""",
            "generate",
            "--form",
            "-",
            "--compile",
            "--json"
        );

        run.ShouldExit(0)
            .Json.GetProperty("steps")[0]
            .GetProperty("input")
            .GetProperty("steps")
            .GetInt32()
            .ShouldBe(50);
        run.Error.ShouldContain("\"steps\" is 50 instead of 400: it goes from 10 to 50 in steps of 1.");
    }

    [Theory]
    [InlineData("\"availability\":\"Private\"", "pg13", false)]
    [InlineData("\"availability\":\"Public\"", "r", null)]
    public async Task What_is_compiled_of_a_model_of_one_s_own_is_safe_whatever_the_level(
        string availability,
        string level,
        bool? allowsMature
    )
    {
        _home.Write(
            "form.json",
            Encoding.UTF8.GetBytes(
                $$"""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","model":{ {{availability}},"id":128078} }"""
            )
        );

        var run = await _home.RunAsync("generate", "--form", "form.json", "--compile", "--level", "r", "--json");

        var body = run.ShouldExit(0).Json;
        body.GetProperty("nsfwLevel").GetString().ShouldBe(level);
        (body.TryGetProperty("allowMatureContent", out var allows) ? allows.GetBoolean() : (bool?)null).ShouldBe(
            allowsMature
        );
    }

    [Theory]
    [InlineData("There is no workflow \"txt2poem\"", "--workflow", "txt2poem", "--compile")]
    [InlineData("\"steps\" is no name=value", "--workflow", "txt2img", "-p", "steps", "--compile")]
    [InlineData("is no JSON", "--form", "broken.json", "--compile")]
    [InlineData("each is another end", "--workflow", "txt2img", "--compile", "--wait")]
    [InlineData(
        "--external-id takes",
        "--workflow",
        "txt2img",
        "--ecosystem",
        "SDXL",
        "-p",
        "prompt=x",
        "--external-id",
        "a b"
    )]
    public async Task What_cannot_be_understood_exits_with_2(string words, params string[] options)
    {
        _home.Write("broken.json", "{"u8);

        var run = await _home.RunAsync(["generate", .. options]);

        run.ShouldExit(2).Error.ShouldContain(words);
    }

    [Fact]
    public async Task A_picture_fills_in_the_form_and_what_is_typed_goes_before_it()
    {
        const string recipe =
            "a heron\nNegative prompt: fog\nSteps: 21, Sampler: Euler a, CFG scale: 6.5, Seed: 42, Size: 832x1216, Model: nobody_has_it";
        new PngMaker().Text("parameters", recipe).Save(_home.PathOf("heron.png"));
        new PngMaker().Save(_home.PathOf("plain.png"));

        var run = await _home.RunAsync(
            "generate",
            "--from",
            "heron.png",
            "--local",
            "--ecosystem",
            "SDXL",
            "-p",
            "steps=30",
            "--compile",
            "--json"
        );
        var plain = await _home.RunAsync("generate", "--from", "plain.png", "--local", "--compile");

        var input = run.ShouldExit(0).Json.GetProperty("steps")[0].GetProperty("input");
        input.GetProperty("prompt").GetString().ShouldBe("a heron");
        input.GetProperty("seed").GetInt64().ShouldBe(42);
        input.GetProperty("steps").GetInt32().ShouldBe(30);
        run.Error.ShouldContain("\"nobody_has_it\" was not found");
        plain.ShouldExit(3).Error.ShouldContain("Nothing in plain.png says how it was made");
    }

    [Fact]
    public async Task What_is_typed_for_a_text_is_a_text()
    {
        var run = await Compile("-p", "prompt=7");

        run.ShouldExit(0)
            .Json.GetProperty("steps")[0]
            .GetProperty("input")
            .GetProperty("prompt")
            .GetString()
            .ShouldBe("7");
    }

    [Fact]
    public async Task The_limits_of_a_tier_hold_and_wildcards_draw_from_files()
    {
        _home.Write(".config/berryaigen/wildcards/birds.txt", "heron\n"u8);

        var gold = await Compile("--tier", "gold", "-p", "quantity=9", "-p", "prompt=a __birds__");
        var free = await Compile("--tier", "free", "-p", "quantity=9");
        var none = await Compile("--tier", "platinum");

        var input = gold.ShouldExit(0).Json.GetProperty("steps")[0].GetProperty("input");
        input.GetProperty("quantity").GetInt32().ShouldBeGreaterThan(4);
        input.GetProperty("prompt").GetString().ShouldBe("a heron");
        free.ShouldExit(0).Error.ShouldContain("4 instead of 9");
        none.ShouldExit(2).Error.ShouldContain("There is no tier \"platinum\"; there are free");
    }

    private Task<BerryRun> Compile(params string[] more) =>
        _home.RunAsync([
            "generate",
            "--workflow",
            "txt2img",
            "--ecosystem",
            "SDXL",
            "-p",
            "prompt=x",
            .. more,
            "--compile",
            "--json",
        ]);
}
