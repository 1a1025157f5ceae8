using System.Text;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Forms become workflows, and the data behind them can be listed, shown and checked.</summary>
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
    public async Task The_lists_name_what_there_is()
    {
        var ecosystems = await _home.RunAsync("ecosystems", "list", "--json");
        var engines = await _home.RunAsync("engines", "list", "--json");
        var workflows = await _home.RunAsync("workflows", "list", "--json");

        ecosystems.ShouldExit(0).Json.GetProperty("ecosystems").GetArrayLength().ShouldBeGreaterThanOrEqualTo(84);
        engines
            .ShouldExit(0)
            .Json.GetProperty("engines")
            .EnumerateArray()
            .ShouldContain(engine =>
                engine.GetProperty("key").GetString() == "videoGen/haiper"
                && engine.GetProperty("state").GetString() == "discontinued"
            );
        workflows
            .ShouldExit(0)
            .Json.GetProperty("workflows")
            .EnumerateArray()
            .Single(workflow => workflow.GetProperty("key").GetString() == "txt2img")
            .GetProperty("ecosystems")
            .EnumerateArray()
            .Select(key => key.GetString())
            .ShouldContain("SDXL");
        var listed = await _home.RunAsync("engines", "list");
        listed.ShouldExit(0).Output.ShouldMatch(@"(?m)^videoGen/haiper +\S.* \(discontinued\)$");
        listed.Output.ShouldMatch("(?m)^videoGen/veo3 +[^(]+$");
        (await _home.RunAsync("ecosystems", "list")).ShouldExit(0).Output.ShouldContain("Stable Diffusion XL: txt2img");
    }

    [Fact]
    public async Task One_of_them_is_shown_as_its_file_has_it()
    {
        var ecosystem = await _home.RunAsync("ecosystems", "show", "Flux.2 Klein 9B", "--json");
        var engine = await _home.RunAsync("engines", "show", "image-flux2", "--json");
        var workflow = await _home.RunAsync("workflows", "show", "img2img:edit", "--json");
        var none = await _home.RunAsync("engines", "show", "steam", "--json");

        ecosystem.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe("flux2klein-9b");
        engine.ShouldExit(0).Json.GetProperty("step").GetString().ShouldBe("imageGen");
        workflow.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe("img2img-edit");
        none.ShouldExit(3).Error.ShouldContain("There is no engine \"steam\"");
    }

    [Fact]
    public async Task Definitions_that_do_not_hold_are_told_by_file_and_line()
    {
        _home.Write(
            "mine/definitions/ecosystems/heron.json",
            """
            {
              "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron",
              "baseModels": [{ "name": "Heron 1", "media": ["image"] }],
              "forms": [{ "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt", "glow"],
                "drops": ["model"], "set": { "batchSize": 1 } }]
            }
            """u8
        );
        _home.Write("mine/definitions/engines/half.json", "{"u8);

        var run = await _home.RunAsync("definitions", "check", "mine", "--json");
        var shipped = await _home.RunAsync("definitions", "check");
        var none = await _home.RunAsync("definitions", "check", "elsewhere");

        var problems = run.ShouldExit(5).Json.GetProperty("problems").EnumerateArray().ToArray();
        problems.ShouldAllBe(problem => problem.GetProperty("file").GetString()!.EndsWith("heron.json"));
        var glow = problems.Single(problem => problem.GetProperty("message").GetString()!.Contains("\"glow\""));
        glow.GetProperty("line").GetInt32().ShouldBe(4);
        problems.ShouldContain(problem => problem.GetProperty("message").GetString()!.Contains("has no licence"));
        run.Json.GetProperty("left_out")[0].GetString()!.ShouldContain("half.json");
        shipped.ShouldExit(0).Output.ShouldBe("The definitions hold together.\n");
        none.ShouldExit(3).Error.ShouldContain("holds no folder 'definitions'");
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
    public async Task A_preset_is_saved_listed_used_and_deleted()
    {
        var file = _home.PathOf(".config/berryaigen/presets/sdxl/Soft.json");

        var saved = await _home.RunAsync("presets", "save", "SDXL", "Soft", "-p", "cfgScale=4", "--param", "steps=41");
        var listed = await _home.RunAsync("presets", "list", "SDXL", "--json");
        var plain = await _home.RunAsync("presets", "list", "SDXL");
        var used = await Compile("--preset", "soft");
        File.Exists(file).ShouldBeTrue();
        var deleted = await _home.RunAsync("presets", "delete", "SDXL", "Soft");
        var none = await Compile("--preset", "Soft");

        saved.ShouldExit(0).Output.ShouldBe("Saved \"Soft\" for SDXL.\n");
        listed
            .ShouldExit(0)
            .Json.GetProperty("presets")
            .EnumerateArray()
            .Single(preset => preset.GetProperty("name").GetString() == "Soft")
            .GetProperty("values")
            .GetProperty("steps")
            .GetInt32()
            .ShouldBe(41);
        plain.ShouldExit(0).Output.ShouldContain("Fast: {\"sampler\":\"Euler a\",\"steps\":20}");
        var input = used.ShouldExit(0).Json.GetProperty("steps")[0].GetProperty("input");
        input.GetProperty("cfgScale").GetInt32().ShouldBe(4);
        input.GetProperty("steps").GetInt32().ShouldBe(41);
        deleted.ShouldExit(0).Output.ShouldBe("Forgot \"Soft\".\n");
        File.Exists(file).ShouldBeFalse();
        none.ShouldExit(3).Error.ShouldContain("has no preset \"Soft\"; it has Balanced");
    }

    [Fact]
    public async Task Presets_hold_what_forms_take_and_files_that_are_none_are_told()
    {
        _home.Write(".config/berryaigen/presets/sdxl/Broken.json", "{"u8);

        var refused = await _home.RunAsync("presets", "save", "SDXL", "Odd", "-p", "steps=abc");
        var listed = await _home.RunAsync("presets", "list", "SDXL");
        var json = await _home.RunAsync("presets", "list", "SDXL", "--json");
        var used = await Compile("--preset", "Broken");

        refused.ShouldExit(2).Error.ShouldContain("\"steps\" is \"abc\"; it has to be a number");
        File.Exists(_home.PathOf(".config/berryaigen/presets/sdxl/Odd.json")).ShouldBeFalse();
        listed.ShouldExit(0).Error.ShouldContain("Broken.json is left out");
        json.ShouldExit(0).Json.GetProperty("left_out")[0].GetString()!.ShouldContain("Broken.json is left out");
        used.ShouldExit(3).Error.ShouldContain("Broken.json is left out");
    }

    [Fact]
    public async Task A_definition_that_is_malformed_inside_is_told_by_file_line_and_mend()
    {
        _home.Write(
            "mine/definitions/ecosystems/heron.json",
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron",
              "forms": [
                { "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt"],
                  "set": { "seed": { "from": 5 } } }] }
            """u8
        );

        var run = await _home.RunAsync("definitions", "check", "mine", "--json");

        run.ShouldExit(5).Json.GetProperty("problems").GetArrayLength().ShouldBe(0);
        run.Json.GetProperty("left_out")[0]
            .GetString()!
            .ShouldEndWith(
                "heron.json is left out: line 4: \"forms[0].set.seed.from\" is of another kind than it has to be; write a text."
            );
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

    [Fact]
    public async Task The_documented_additions_hold_together()
    {
        DocumentedDefinitions.WriteTo(_home.PathOf("mine"));

        var run = await _home.RunAsync("definitions", "check", "mine");

        run.ShouldExit(0).Output.ShouldBe("The definitions hold together.\n");
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
