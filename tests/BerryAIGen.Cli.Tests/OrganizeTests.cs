using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>Sorting models into sub-folders as a person does it: look, move, take back.</summary>
public sealed class OrganizeTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task The_plan_is_shown_and_nothing_moves()
    {
        Model("models/loras/ink.safetensors", "SDXL 1.0");

        var run = await _home.RunAsync("organize", "models", "--template", "{base_model}/{creator}");

        run.ShouldExit(0)
            .Output.ShouldBe($"planned\t{At("ink.safetensors")}\t{At("SDXL 1.0/lumen/ink.safetensors")}\t1\t\n");
        run.Error.ShouldBe("berry: 1 would move; --apply moves.\n");
        File.Exists(At("ink.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_moves_with_its_record_and_comes_back_by_the_line_that_was_printed()
    {
        Model("models/loras/ink.safetensors", "SDXL 1.0");

        var done = await _home.RunAsync("organize", "models", "--template", "{base_model}", "--apply");
        var line = done.Error.Split('\'')[1].Split(' ')[1..];
        File.Exists(At("SDXL 1.0/ink.safetensors.civitai.json")).ShouldBeTrue();
        var undone = await _home.RunAsync(line);

        done.ShouldExit(0).Error.ShouldStartWith("berry: 1 moved; 'berry organize models --undo --run ");
        undone.ShouldExit(0).Error.ShouldContain("is undone: 1 back.");
        File.Exists(At("ink.safetensors")).ShouldBeTrue();
        File.Exists(At("ink.safetensors.civitai.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_models_that_would_get_one_name_stay_where_they_are()
    {
        Model("models/loras/a/ink.safetensors", "SDXL 1.0");
        Model("models/loras/b/ink.safetensors", "SDXL 1.0");

        var run = await _home.RunAsync("organize", "models", "--template", "{base_model}", "--apply", "--json");

        var moves = run.ShouldExit(0).Json.GetProperty("moves").EnumerateArray().ToArray();
        moves.Select(move => move.GetProperty("state").GetString()).ShouldBe(["refused", "refused"]);
        moves[0].GetProperty("reason").GetString()!.ShouldContain("two files would be called");
        File.Exists(At("a/ink.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_read_only_root_is_left_alone()
    {
        Model("models/loras/ink.safetensors", "SDXL 1.0");
        (await _home.RunAsync("roots", "add", "archive", "models", "--read-only")).ShouldExit(0);

        var run = await _home.RunAsync("organize", "archive", "--template", "{base_model}", "--apply");

        run.ShouldExit(6).Error.ShouldContain("archive is read-only");
        File.Exists(At("ink.safetensors")).ShouldBeTrue();
    }

    public void Dispose() => _home.Dispose();

    private string At(string name) => _home.PathOf("models", "loras", name);

    private void Model(string name, string baseModel)
    {
        _home.Write(name, "\u0002\0\0\0\0\0\0\0{}"u8);
        var record = $$"""{"schema_version":1,"model_id":1,"base_model":"{{baseModel}}","creator":"lumen"}""";
        _home.Write(name + ".civitai.json", System.Text.Encoding.UTF8.GetBytes(record));
    }
}
