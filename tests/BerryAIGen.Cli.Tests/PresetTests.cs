using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>Forms that are kept under a name of their own.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

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
