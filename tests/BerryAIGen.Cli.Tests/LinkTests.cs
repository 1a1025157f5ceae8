using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>Sharing models between applications as a person does it: look, link, take back.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task The_plan_lists_models_and_counts_what_belongs_to_them()
    {
        Model();

        var run = await _home.RunAsync("link", "--from", "models", "--to", "ui", "--dry-run");

        run.ShouldExit(0).Output.ShouldBe($"planned\tauto\t{Source}\t{Target}\t1\t\n");
        run.Error.ShouldStartWith("berry: 1 planned; ");
        Directory.Exists(_home.PathOf("ui")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_is_made_found_again_and_taken_back()
    {
        Model();
        string[] line = ["link", "--from", "models", "--to", "ui", "--how", "hard"];

        var made = await _home.RunAsync(line);
        var again = await _home.RunAsync([.. line, "--json"]);
        var text = await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken);
        var undone = await _home.RunAsync([.. line, "--undo"]);

        made.ShouldExit(0).Error.ShouldContain("1 linked by run ");
        text.ShouldBe("model");
        States(again.ShouldExit(0)).ShouldBe(["already_linked", "already_linked"]);
        undone.ShouldExit(0).Error.ShouldMatch("^berry: 1 removed, run .* is undone.\n$");
        File.Exists(Target).ShouldBeFalse();
        File.Exists(Source).ShouldBeTrue();
    }

    [Fact]
    public async Task What_has_the_name_already_stays_and_the_run_says_so()
    {
        Model();
        _home.Write("ui/models/loras/ink.safetensors", "another"u8);

        var run = await _home.RunAsync("link", "--from", "models", "--to", "ui", "--how", "hard");

        run.ShouldExit(1).Output.ShouldContain("something else has this name and stays");
        run.Error.ShouldContain("1 refused");
        (await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken)).ShouldBe("another");
    }

    [Fact]
    public async Task A_read_only_root_gets_no_links()
    {
        Model();
        (await _home.RunAsync("roots", "add", "archive", "ui", "--read-only")).ShouldExit(0);

        var run = await _home.RunAsync("link", "--from", "models", "--to", "archive");

        run.ShouldExit(6).Error.ShouldContain("archive is read-only");
        Directory.Exists(_home.PathOf("ui")).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_application_s_settings_are_shown_written_and_brought_back()
    {
        Model();
        _home.Write("ComfyUI/main.py", "x"u8);
        string[] line = ["link", "--app", "comfyui", "--at", "ComfyUI", "--from", "models"];
        var settings = _home.PathOf("ComfyUI", "extra_model_paths.yaml");

        var plan = await _home.RunAsync([.. line, "--dry-run"]);
        var isThere = File.Exists(settings);
        var done = await _home.RunAsync(line);
        var text = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        var undone = await _home.RunAsync([.. line, "--undo"]);

        plan.ShouldExit(0).Error.ShouldContain("this would be written to");
        isThere.ShouldBeFalse();
        done.ShouldExit(0).Error.ShouldContain("there was none before");
        text.ShouldContain(_home.PathOf("models"));
        undone.ShouldExit(0);
        File.Exists(settings).ShouldBeFalse();
    }

    public void Dispose() => _home.Dispose();

    private string Source => Path.Combine(_home.Folder, "models", "loras", "ink.safetensors");

    private string Target => Path.Combine(_home.Folder, "ui", "models", "loras", "ink.safetensors");

    private void Model()
    {
        _home.Write("models/loras/ink.safetensors", "model"u8);
        _home.Write("models/loras/ink.preview.png", "picture"u8);
    }

    private static string[] States(BerryRun run) =>
        [.. run.Json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("state").GetString()!)];
}
