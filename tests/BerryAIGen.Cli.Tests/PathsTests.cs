using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

public sealed class PathsTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task The_folders_of_ComfyUI_come_in_its_order()
    {
        _home.Write("ComfyUI/extra_model_paths.yaml", "t:\n  base_path: ~/big\n  is_default: yes\n  loras: l\n"u8);

        var loras = (await _home.RunAsync("paths", "--comfyui", "ComfyUI", "--json"))
            .ShouldExit(0)
            .Json.GetProperty("folders")
            .GetProperty("loras");

        loras.GetProperty("default").GetString().ShouldBe(_home.PathOf("big", "l"));
        loras.GetProperty("paths")[1].GetString().ShouldBe(_home.PathOf("ComfyUI", "models", "loras"));
    }

    [Fact]
    public async Task What_ComfyUI_would_end_on_is_one_sentence_with_its_place()
    {
        _home.Write("ComfyUI/extra_model_paths.yaml", "t:\n  loras: [a]\n"u8);

        var run = await _home.RunAsync("paths", "--comfyui", "ComfyUI");

        run.ShouldExit(1).Error.ShouldContain("extra_model_paths.yaml, line 2, t.loras: ");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        (await _home.RunAsync("paths", "--comfyui", "nowhere")).ShouldExit(3).Error.ShouldContain("nowhere");

    [Fact]
    public async Task Roots_are_added_changed_and_removed()
    {
        (await _home.RunAsync("roots", "add", "big", "disk", "--min-free", "1GB")).ShouldExit(0);
        (await _home.RunAsync("roots", "set", "big", "--read-only", "--types", "loras")).ShouldExit(0);

        var root = (await _home.RunAsync("roots", "list", "--json")).ShouldExit(0).Json.GetProperty("roots")[0];
        root.GetProperty("path").GetString().ShouldBe(_home.PathOf("disk"));
        root.GetProperty("min_free").GetInt64().ShouldBe(1_000_000_000);
        root.GetProperty("read_only").GetBoolean().ShouldBeTrue();
        (await _home.RunAsync("roots", "remove", "big")).ShouldExit(0);
        (await _home.RunAsync("roots", "remove", "big")).ShouldExit(3);
    }

    [Fact]
    public async Task What_follows_a_download_to_a_root_is_set_shown_and_switched_off()
    {
        (await _home.RunAsync("roots", "add", "big", "disk", "--after-download", "safetensors")).ShouldExit(0);
        var set = await _home.RunAsync("roots", "set", "big", "--after-download", "safetensors:bf16", "--json");
        (await _home.RunAsync("roots", "set", "big", "--after-download", "gguf")).ShouldExit(2);
        (await _home.RunAsync("roots", "list")).ShouldExit(0).Output.ShouldContain("then safetensors:bf16");
        var off = await _home.RunAsync("roots", "set", "big", "--after-download", "off", "--json");

        RuleIn(set).ShouldBe("safetensors:bf16");
        RuleIn(off).ShouldBeNull();

        static string? RuleIn(BerryRun run) =>
            run.ShouldExit(0).Json.GetProperty("roots")[0].GetProperty("after_download").GetString();
    }

    public void Dispose() => _home.Dispose();
}
