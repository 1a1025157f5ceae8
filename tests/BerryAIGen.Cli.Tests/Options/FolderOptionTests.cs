using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Cli.Tests.Options;

/// <summary>Options of what works on folders of this machine, seen in what lies where afterwards.</summary>
public sealed class FolderOptionTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task An_import_goes_to_the_layout_of_a_root_or_exactly_there_with_what_it_belongs_to()
    {
        Model("own/a.safetensors");
        Model("own/b.safetensors");

        (
            await _home.RunAsync([
                "import",
                "own/a.safetensors",
                "--type",
                "loras",
                "--root",
                "ui",
                "--layout",
                "a1111",
            ])
        ).ShouldExit(0);
        (await _home.RunAsync("import", "own/b.safetensors", "--to", "here", "--base-model", "SDXL 1.0")).ShouldExit(0);

        File.Exists(_home.PathOf("ui", "models", "Lora", "a.safetensors")).ShouldBeTrue();
        File.Exists(_home.PathOf("here", "b.safetensors")).ShouldBeTrue();
        File.ReadAllText(_home.PathOf("here", "b.safetensors.civitai.json")).ShouldContain("SDXL 1.0");
    }

    [Fact]
    public async Task Links_lead_from_one_layout_to_another_by_type_and_a_run_is_undone_by_its_name()
    {
        Model("a/models/Lora/ink.safetensors");
        Model("a/models/VAE/light.safetensors");
        string[] to = ["--to", "b", "--to-layout", "comfyui"];
        string[] link = ["link", "--from", "a", "--layout", "a1111", .. to, "--how", "hard"];
        var ink = _home.PathOf("b", "models", "loras", "ink.safetensors");
        var light = _home.PathOf("b", "models", "vae", "light.safetensors");

        var first = await _home.RunAsync([.. link, "--model-type", "loras"]);
        var others = File.Exists(light);
        (await _home.RunAsync(link)).ShouldExit(0);
        var both = File.Exists(ink) && File.Exists(light);
        var run = first.ShouldExit(0).Error.Split("linked by run ")[1].Split(' ', '.', ';')[0];
        (await _home.RunAsync(["link", .. to, "--undo", "--run", run])).ShouldExit(0);

        others.ShouldBeFalse();
        both.ShouldBeTrue();
        File.Exists(ink).ShouldBeFalse();
        File.Exists(light).ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_folder_of_a_type_in_a_layout_is_sorted_and_not_by_a_dry_run()
    {
        Model("a/models/Lora/ink.safetensors", "SDXL 1.0");
        Model("a/models/VAE/light.safetensors", "SDXL 1.0");
        string[] organize =
        [
            "organize",
            "a",
            "--layout",
            "a1111",
            "--model-type",
            "loras",
            "--template",
            "{base_model}",
        ];

        var dry = await _home.RunAsync([.. organize, "--dry-run"]);
        var stays = File.Exists(_home.PathOf("a", "models", "Lora", "ink.safetensors"));
        (await _home.RunAsync([.. organize, "--apply"])).ShouldExit(0);

        dry.ShouldExit(0).Output.ShouldContain("planned");
        stays.ShouldBeTrue();
        File.Exists(_home.PathOf("a", "models", "Lora", "SDXL 1.0", "ink.safetensors")).ShouldBeTrue();
        File.Exists(_home.PathOf("a", "models", "VAE", "light.safetensors")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("trash")]
    [InlineData("quarantine", "add")]
    public async Task What_was_put_away_comes_back_to_the_named_root(params string[] put)
    {
        Model("a/loras/ink.safetensors");
        Model("b/loras/other.safetensors");
        (await _home.RunAsync("index", "a")).ShouldExit(0);
        (await _home.RunAsync("index", "b")).ShouldExit(0);
        var away = await _home.RunAsync([.. put, "a/loras/ink.safetensors", "--json"]);
        var id = away.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

        var elsewhere = await _home.RunAsync(put[0], "restore", id, "--root", "b");
        var isBack = File.Exists(_home.PathOf("a", "loras", "ink.safetensors"));
        var there = await _home.RunAsync(put[0], "restore", id, "--root", "a");

        elsewhere.ShouldExit(3).Error.ShouldContain(id);
        isBack.ShouldBeFalse();
        there.ShouldExit(0);
        File.Exists(_home.PathOf("a", "loras", "ink.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task Rules_of_a_root_are_set_and_obeyed()
    {
        Model("own/ink.safetensors", "SDXL 1.0");
        string[] import = ["import", "own/ink.safetensors", "--type", "loras", "--base-model", "SDXL 1.0", "--json"];
        (
            await _home.RunAsync("roots", "add", "pictures", "one", "--priority", "9", "--types", "checkpoints")
        ).ShouldExit(0);
        (await _home.RunAsync("roots", "add", "styles", "two", "--template", "loras={base_model}")).ShouldExit(0);

        var sorted = await _home.RunAsync(import);
        (
            await _home.RunAsync("roots", "set", "styles", "--layout", "a1111", "--template", "loras=mine/{base_model}")
        ).ShouldExit(0);
        var moved = await _home.RunAsync([.. import, "--root", "styles"]);
        (await _home.RunAsync("roots", "set", "styles", "--min-free", "900TB")).ShouldExit(0);
        Model("own/more.safetensors", size: 40);
        var full = await _home.RunAsync("import", "own/more.safetensors", "--type", "loras", "--root", "styles");

        PathIn(sorted).ShouldBe(_home.PathOf("two", "models", "loras", "SDXL 1.0", "ink.safetensors"));
        PathIn(moved).ShouldBe(_home.PathOf("two", "models", "Lora", "mine", "SDXL 1.0", "ink.safetensors"));
        full.ShouldExit(8);
    }

    [Fact]
    public async Task Averages_are_left_out_and_what_a_person_says_of_the_base_counts()
    {
        _home.Write(
            "a.ckpt",
            TorchFile.Zip(
                [
                    new TorchTensor("model.a", "FloatStorage", "0", [2]),
                    new TorchTensor("model_ema.a", "FloatStorage", "1", [2]),
                ],
                [("0", "FloatStorage", new byte[8]), ("1", "FloatStorage", [1, 2, 3, 4, 5, 6, 7, 8])]
            )
        );

        var all = await _home.RunAsync("convert", "a.ckpt", "--output", "all.safetensors", "--json");
        var pruned = await _home.RunAsync("convert", "a.ckpt", "--output", "few.safetensors", "--prune", "--json");
        (await _home.RunAsync("model", "set", "few.safetensors", "--base", "sdxl")).ShouldExit(0);

        all.ShouldExit(0).Json.GetProperty("tensor_count").GetInt32().ShouldBe(2);
        pruned.ShouldExit(0).Json.GetProperty("tensor_count").GetInt32().ShouldBe(1);
        File.ReadAllText(_home.PathOf("few.safetensors")).ShouldNotContain("model_ema");
        var told = (await _home.RunAsync("inspect", "few.safetensors", "--json")).ShouldExit(0).Json;
        told.GetProperty("base").GetString().ShouldBe("sdxl");
    }

    [Fact]
    public async Task Keys_are_kept_in_the_named_database()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        string[] own = ["--database", _home.PathOf("own.db")];

        (await _home.RunAsync(["key", "add", "laptop", .. own])).ShouldExit(0);
        var listed = await _home.RunAsync(["key", "list", .. own]);
        var elsewhere = await _home.RunAsync("key", "remove", "laptop");
        (await _home.RunAsync(["key", "remove", "laptop", .. own])).ShouldExit(0);
        var after = await _home.RunAsync(["key", "list", .. own]);

        File.Exists(_home.PathOf("own.db")).ShouldBeTrue();
        listed.ShouldExit(0).Output.ShouldContain("laptop");
        elsewhere.ShouldExit(1);
        after.ShouldExit(0).Output.ShouldMatch("withdrawn .* laptop");
    }

    public void Dispose() => _home.Dispose();

    private static string? PathIn(BerryRun run) =>
        run.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("path").GetString();

    // The shortest valid file; blanks after the braces are part of the header.
    private void Model(string name, string? baseModel = null, int size = 10)
    {
        var file = new byte[size];
        file[0] = (byte)(size - 8);
        "{}"u8.CopyTo(file.AsSpan(8));
        file.AsSpan(10).Fill((byte)' ');
        _home.Write(name, file);
        if (baseModel is not null)
        {
            var record = $$"""{"schema_version":1,"model_id":1,"base_model":"{{baseModel}}","creator":"lumen"}""";
            _home.Write(name + ".civitai.json", System.Text.Encoding.UTF8.GetBytes(record));
        }
    }
}
