using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>Index, check, trash and the rest as a person or a script runs them.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Index_prints_its_contract()
    {
        Model("models/loras/a.safetensors");

        var first = (await _home.RunAsync("index", "models", "--json")).ShouldExit(0).Json;
        File.Delete(_home.PathOf("models", "loras", "a.safetensors"));
        Model("models/loras/b.safetensors", 19);
        var second = (await _home.RunAsync("index", "models", "--json")).ShouldExit(0).Json;

        Numbers(first, "seen", "added", "changed", "unchanged", "missing").ShouldBe([1, 1, 0, 0, 0]);
        Numbers(second, "seen", "added", "changed", "unchanged", "missing").ShouldBe([1, 1, 0, 0, 1]);
        second.GetProperty("skipped").GetArrayLength().ShouldBe(0);
        second.GetProperty("elapsed_ms").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        File.Exists(_home.PathOf(".local", "share", "berryaigen", "roots.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, "does not exist; check the name", "identify", "nothing.ckpt")]
    [InlineData(2, "is a folder; name the files in it", "identify", "models")]
    [InlineData(3, "does not exist; check the name", "convert", "nothing.safetensors")]
    [InlineData(3, "does not exist; check the name", "sync", "nothing.lock", "--root", "models")]
    [InlineData(2, "is a folder; name the files in it", "batch", "models")]
    [InlineData(2, "is a file; name the folder that it lies in", "duplicates", "models/a.safetensors")]
    [InlineData(3, "does not exist; name a folder of models", "clean", "nowhere")]
    [InlineData(3, "does not exist; name a root", "organize", "nowhere", "--template", "{base_model}")]
    public async Task A_wrong_path_is_told_in_one_clear_sentence(int code, string sentence, params string[] arguments)
    {
        Model("models/a.safetensors");

        var run = await _home.RunAsync(arguments);

        run.ShouldExit(code).Error.ShouldContain(sentence);
        run.Error.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task The_trash_of_an_application_s_folder_is_that_of_the_models_below_it()
    {
        Model("ui/models/a.safetensors");
        (await _home.RunAsync("index", "ui/models")).ShouldExit(0);
        (await _home.RunAsync("trash", "ui/models/a.safetensors")).ShouldExit(0);

        (await _home.RunAsync("trash", "list", "--root", "ui")).ShouldExit(0).Output.ShouldContain("a.safetensors");
    }

    [Fact]
    public async Task The_record_of_an_application_s_folder_is_that_of_the_models_below_it()
    {
        Model("ui/models/loras/a.safetensors");
        Model("ui/custom_nodes/one/b.safetensors");

        var run = await _home.RunAsync("index", "ui", "--json");

        Numbers(run.ShouldExit(0).Json, "seen", "added").ShouldBe([1, 1]);
        run.Error.ShouldContain("ui/models");
        Directory.Exists(_home.PathOf("ui", "models", ".berry")).ShouldBeTrue();
        Directory.Exists(_home.PathOf("ui", ".berry")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_in_a_record_is_itself_even_when_it_holds_one_called_models()
    {
        Model("ui/models/loras/a.safetensors");
        Model("ui/models/loras/models/b.safetensors");
        (await _home.RunAsync("index", "ui")).ShouldExit(0);

        var run = await _home.RunAsync("index", "ui/models/loras", "--json");

        Numbers(run.ShouldExit(0).Json, "seen", "unchanged").ShouldBe([2, 2]);
        Directory.GetDirectories(_home.PathOf("ui"), ".berry", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_to_nowhere_is_skipped_with_its_reason()
    {
        Model("models/loras/a.safetensors");
        File.CreateSymbolicLink(_home.PathOf("models", "loras", "b.safetensors"), "/nowhere/b.safetensors");

        var run = await _home.RunAsync("index", "models", "--json");

        var skipped = run.ShouldExit(0).Json.GetProperty("skipped")[0];
        skipped.GetProperty("path").GetString()!.ShouldEndWith("b.safetensors");
        skipped.GetProperty("why").GetString()!.ShouldContain("/nowhere/b.safetensors");
        run.Error.ShouldContain("was skipped");
    }

    [Fact]
    public async Task Verify_ends_with_5_when_something_is_wrong_and_with_0_when_it_was_accepted()
    {
        Model("models/a.safetensors");
        Model("models/b.safetensors", 20);
        (await _home.RunAsync("index", "models", "--hash")).ShouldExit(0);
        (await _home.RunAsync("verify", "models")).ShouldExit(0);
        Model("models/a.safetensors", 30);
        File.Delete(_home.PathOf("models", "b.safetensors"));

        var wrong = await _home.RunAsync("verify", "--root", "models", "--json");
        var quick = await _home.RunAsync("verify", "models", "--quick", "--json");
        var accepted = await _home.RunAsync("verify", "models/a.safetensors", "--accept");
        var after = await _home.RunAsync("verify", "models/a.safetensors");

        States(wrong.ShouldExit(5)).ShouldBe(["changed", "missing"]);
        wrong.Json.GetProperty("counts").GetProperty("missing").GetInt32().ShouldBe(1);
        States(quick.ShouldExit(5)).ShouldBe(["changed", "missing"]);
        accepted.ShouldExit(0);
        after.ShouldExit(0);
    }

    [Fact]
    public async Task A_model_goes_into_the_trash_and_comes_back()
    {
        Model("models/loras/a.safetensors");
        _home.Write("models/loras/a.preview.png", "x"u8);

        var put = (await _home.RunAsync("trash", "models/loras/a.safetensors", "--json")).ShouldExit(0).Json;
        var id = put.GetProperty("items")[0].GetProperty("id").GetString()!;
        (await _home.RunAsync("trash", "list")).ShouldExit(0).Output.ShouldContain(id);
        Directory.GetFiles(_home.PathOf("models", "loras")).ShouldBeEmpty();
        (await _home.RunAsync("trash", "restore", id)).ShouldExit(0);
        Directory.GetFiles(_home.PathOf("models", "loras")).Length.ShouldBe(2);

        await _home.RunAsync("trash", "models/loras/a.safetensors");
        var dry = await _home.RunAsync("trash", "empty");
        (await _home.RunAsync("trash", "list", "--json")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await _home.RunAsync("trash", "empty", "--apply")).ShouldExit(0);

        dry.ShouldExit(0).Error.ShouldContain("nothing was deleted");
        (await _home.RunAsync("trash", "list", "--json")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_model_is_set_aside_and_comes_back()
    {
        Model("models/loras/a.safetensors");
        var put = await _home.RunAsync("quarantine", "add", "models/loras/a.safetensors", "--json");
        var id = put.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

        var listed = await _home.RunAsync("quarantine", "list");
        var aside = Directory.GetFiles(_home.PathOf("models", "loras")).Length;
        (await _home.RunAsync("quarantine", "restore", id)).ShouldExit(0);

        listed.ShouldExit(0).Output.ShouldContain(id);
        aside.ShouldBe(0);
        File.Exists(_home.PathOf("models", "loras", "a.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_person_says_of_a_model_is_kept_until_it_is_taken_back()
    {
        Model("models/loras/a.safetensors");
        string[] ask = ["inspect", "models/loras/a.safetensors", "--json"];

        (await _home.RunAsync("model", "set", "models/loras/a.safetensors", "--type", "lora")).ShouldExit(0);
        var said = await _home.RunAsync(ask);
        (await _home.RunAsync("model", "set", "models/loras/a.safetensors", "--clear")).ShouldExit(0);
        var forgotten = await _home.RunAsync(ask);

        said.ShouldExit(0).Json.GetProperty("type").GetString().ShouldBe("lora");
        forgotten.ShouldExit(0).Json.GetProperty("type").GetString().ShouldNotBe("lora");
    }

    [Theory]
    [InlineData(2, "needs files", "trash")]
    [InlineData(3, "does not exist", "trash", "nothing.safetensors")]
    [InlineData(3, "There is no '20990101-000000-0000' in the trash", "trash", "restore", "20990101-000000-0000")]
    [InlineData(2, "such as 30d, not 'soon'", "trash", "empty", "--older-than", "soon")]
    [InlineData(2, "not one model", "quarantine", "add", "models")]
    [InlineData(3, "There is no 'nope' in the quarantine", "quarantine", "empty", "nope")]
    [InlineData(2, "needs <file>", "quarantine", "add")]
    [InlineData(3, "in no record", "verify", "nothing.safetensors")]
    [InlineData(3, "does not exist", "index", "nothing")]
    [InlineData(3, "does not exist; name a folder of models", "duplicates", "nothing")]
    [InlineData(3, "does not exist; name a folder of models", "clean", "nothing")]
    [InlineData(2, "such as 30d, not '-1d'", "clean", "--older-than", "-1d")]
    [InlineData(3, "does not exist", "refresh", "nothing.safetensors")]
    [InlineData(3, "nothing does not exist; check the name", "list", "--root", "nothing")]
    [InlineData(3, "nothing does not exist; check the name", "lock", "--root", "nothing")]
    [InlineData(3, "nothing does not exist; check the name", "link", "--from", "nothing", "--to", "models")]
    [InlineData(3, "nothing.ckpt does not exist; check the name", "model", "set", "nothing.ckpt", "--type", "lora")]
    [InlineData(
        3,
        "nothing.ckpt does not exist; check the name",
        "sidecar",
        "export",
        "nothing.ckpt",
        "--for",
        "a1111"
    )]
    public async Task Bad_input_is_one_sentence(int exitCode, string sentence, params string[] words)
    {
        Directory.CreateDirectory(_home.PathOf("models", "loras"));

        var run = await _home.RunAsync(words);

        run.ShouldExit(exitCode).Error.ShouldContain(sentence);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldStartWith("berry: ");
    }

    [Fact]
    public async Task Without_a_place_for_models_the_ways_that_the_command_has_are_named()
    {
        var index = (await _home.RunAsync("index")).ShouldExit(2).Error;
        var list = (await _home.RunAsync("list")).ShouldExit(2).Error;

        index.ShouldContain("berry index DIR");
        index.ShouldContain("MODELS_DIR");
        index.ShouldNotContain("--to");
        list.ShouldContain("--root");
        list.ShouldNotContain("--to");
        (await _home.RunAsync("duplicates")).ShouldExit(2).Error.ShouldContain("berry duplicates DIR");
    }

    [Theory]
    [InlineData("list", "--root", "models")]
    [InlineData("verify", "models")]
    [InlineData("refresh", "models")]
    [InlineData("duplicates", "models")]
    [InlineData("clean", "models")]
    [InlineData("trash", "list")]
    [InlineData("quarantine", "empty")]
    public async Task Where_there_is_nothing_a_person_is_told_so(params string[] words)
    {
        Directory.CreateDirectory(_home.PathOf("models", "loras"));

        var run = await _home.RunAsync(words);

        run.ShouldExit(0).Error.ShouldMatch("^berry: (there|nothing|no) .*\\.\n$");
    }

    [Fact]
    public async Task Duplicates_and_clean_print_what_they_would_free()
    {
        Model("models/a.safetensors");
        Model("models/b.safetensors");
        var part = _home.Write("models/downloads/x.safetensors.12345678.part", new byte[1000]);
        File.SetLastWriteTimeUtc(part, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var duplicates = (await _home.RunAsync("duplicates", "models", "--json")).ShouldExit(0).Json;
        var clean = (await _home.RunAsync("clean", "models", "--json")).ShouldExit(0).Json;

        duplicates.GetProperty("groups")[0].GetProperty("copies").GetArrayLength().ShouldBe(2);
        duplicates.GetProperty("wasted_bytes").GetInt64().ShouldBe(10);
        clean.GetProperty("bytes").GetInt64().ShouldBe(1000);
        clean.GetProperty("items")[0].GetProperty("action").GetString().ShouldBe("would_delete");
        File.Exists(part).ShouldBeTrue();
    }

    public void Dispose() => _home.Dispose();

    // The shortest valid file; blanks after the braces are part of the header.
    private void Model(string name, int size = 10)
    {
        var file = new byte[size];
        file[0] = (byte)(size - 8);
        "{}"u8.CopyTo(file.AsSpan(8));
        file.AsSpan(10).Fill((byte)' ');
        _home.Write(name, file);
    }

    private static int[] Numbers(JsonElement document, params string[] names) =>
        [.. names.Select(name => document.GetProperty(name).GetInt32())];

    private static string[] States(BerryRun run) =>
        [.. run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("state").GetString()!)];
}
