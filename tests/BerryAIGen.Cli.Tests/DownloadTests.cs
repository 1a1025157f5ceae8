using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class DownloadTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private static readonly string[] Seed = ["download", "--model-type", "checkpoints", "--source", "civitai"];

    [Theory]
    [InlineData("--to")]
    [InlineData("--root")]
    public async Task A_file_is_no_place_for_downloads(string option)
    {
        Home.Write("x.safetensors", "x"u8);

        var run = await Home.RunAsync("download", "82098", option, "x.safetensors");

        run.ShouldExit(2).Error.ShouldContain("x.safetensors is a file; name a folder");
    }

    [Fact]
    public async Task Three_kinds_of_reference_become_verified_files_in_the_right_folders()
    {
        var hash = await AutoV2Async(9208);

        var run = await Home.RunAsync(
            "download",
            "https://civitai.com/models/257749?modelVersionId=290640",
            "urn:air:sdxl:lora:civitai:82098@87153",
            hash,
            "--root",
            "ComfyUI",
            "--json"
        );

        var items = run.ShouldExit(0).Json.GetProperty("items").EnumerateArray().ToList();
        items.Select(item => item.GetProperty("state").GetString()).ShouldAllBe(state => state == "completed");
        items.Select(item => item.GetProperty("verified_by").GetString()).ShouldAllBe(hashKind => hashKind == "sha256");
        items
            .Select(item =>
                Path.GetRelativePath(Home.PathOf("ComfyUI", "models"), item.GetProperty("path").GetString()!)
            )
            .Select(path => path.Split('/')[0])
            .ShouldBe(["checkpoints", "loras", "embeddings"]);
        items.ShouldAllBe(item => File.Exists(item.GetProperty("path").GetString()));
        items.ShouldAllBe(item => File.Exists(item.GetProperty("sidecar").GetString()));
        Files("*.part*").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_lines_of_the_description_work_as_printed()
    {
        Directory.CreateDirectory(Home.PathOf("models"));

        (await Home.RunAsync([.. Seed, "--model-id", "257749", "--version-id", "290640"])).ShouldExit(0);
        (await Home.RunAsync([.. Seed, "--model-id", "4201", "--api-key", "YOUR_KEY"])).ShouldExit(0);
        var list = await Home.RunAsync("list", "--model-type", "checkpoints", "--json");

        var models = list.ShouldExit(0).Json.GetProperty("models").EnumerateArray().ToList();
        models.Select(m => m.GetProperty("model_id").GetInt32()).Order().ShouldBe([4201, 257749]);
        models.ShouldAllBe(m => m.GetProperty("model_type").GetString() == "checkpoints");
        // The placeholder of the samples counts as no key.
        Sandbox.Server.Requests.All.ShouldAllBe(request => !request.HasAuthorization);
    }

    [Fact]
    public async Task A_second_run_finds_the_file_already_there()
    {
        (await Home.RunAsync("download", "82098", "--root", "c", "--json")).ShouldExit(0);

        var item = Item(await Home.RunAsync("download", "82098", "--root", "c", "--json"), 0);

        item.GetProperty("state").GetString().ShouldBe("already_present");
        item.GetProperty("transferred").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_plans_and_writes_nothing()
    {
        var item = Item(await Home.RunAsync("download", "82098", "--root", "c", "--dry-run", "--json"), 0);

        item.GetProperty("state").GetString().ShouldBe("planned");
        item.GetProperty("transferred").GetInt64().ShouldBe(0);
        item.GetProperty("path").GetString()!.ShouldContain("loras");
        Files("*.safetensors*").ShouldBeEmpty();
    }

    [Fact]
    public async Task By_wish_a_file_whose_name_is_taken_is_refused_and_nothing_is_changed()
    {
        var mine = Home.PathOf("c", "models", "loras", "more_detail_slider.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(mine)!);
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--on-conflict", "refuse", "--json");

        Item(run, 1).GetProperty("state").GetString().ShouldBe("refused");
        File.ReadAllText(mine).ShouldBe("mine");
    }

    [Fact]
    public async Task Without_any_place_the_three_ways_to_name_one_are_told()
    {
        var run = await Home.RunAsync("download", "82098");

        run.ShouldExit(2).Error.ShouldContain("MODELS_DIR");
        run.Error.ShouldContain("--root");
        run.Error.ShouldContain("./models");
    }

    [Fact]
    public async Task A_version_of_another_model_is_refused_with_both_ids()
    {
        var run = await Home.RunAsync([.. Seed, "--model-id", "257749", "--version-id", "130072", "--root", "c"]);

        run.ShouldExit(2).Error.ShouldContain("130072");
        run.Error.ShouldContain("257749");
        Files("*.safetensors").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("2147483648")]
    [InlineData("12x")]
    public async Task An_id_that_is_no_positive_32_bit_number_is_named(string id)
    {
        var run = await Home.RunAsync([.. Seed, "--model-id", id]);

        run.ShouldExit(2).Error.ShouldContain(id);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found()
    {
        var item = Item(await Home.RunAsync("download", "2147483647", "--root", "c", "--json"), 3);

        item.GetProperty("state").GetString().ShouldBe("failed");
        item.GetProperty("reason").GetString()!.ShouldContain("2147483647");
    }

    [Fact]
    public async Task A_dead_network_exits_7()
    {
        Home.Variables["BERRY_CIVITAI_URL"] = "http://127.0.0.1:9";

        var item = Item(await Home.RunAsync("download", "82098", "--root", "c", "--json"), 7);

        item.GetProperty("error").GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_hash_from_the_api_never_becomes_a_model()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", Changes = AnswerChanges.WrongHashes });

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--json");

        Item(run, 5).GetProperty("state").GetString().ShouldBe("failed");
        Files("*.safetensors").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_ends_early_for_good_never_becomes_a_model()
    {
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                CutAfter = 5000,
                Times = 1,
            }
        );
        Sandbox.Server.Faults.Add(new Fault { Host = "storage", Status = 404 });

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--json");

        run.ShouldExit(3).Error.ShouldContain("does not exist (status 404)");
        Files("*.safetensors").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_in_place_of_the_file_never_becomes_a_model()
    {
        const string Message = """{"error":"try again"}""";
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Status = 200,
                Body = Message,
            }
        );

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--json");

        run.ShouldExit(5).Error.ShouldContain("sent a JSON document, not a model file");
        Files("*.safetensors").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hostile_name_stays_inside_its_folder()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", Changes = AnswerChanges.HostileNames });

        var run = await Home.RunAsync("download", "82098", "--root", "a/b/c/d", "--json");

        var item = Item(run, 0);
        item.GetProperty("state").GetString().ShouldBe("completed");
        item.GetProperty("path").GetString()!.ShouldStartWith(Home.PathOf("a", "b", "c", "d", "models", "loras") + "/");
        Files("*.safetensors").ShouldHaveSingleItem().ShouldBe(item.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/download/*", RedirectLoop = true });

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--json");

        run.ShouldExit(7).Error.ShouldContain("redirects");
        Files("*.safetensors").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_line_of_a_batch_stops_nothing_else()
    {
        Home.Write("batch.txt", "82098\nno such thing\n7808\n"u8);

        var run = await Home.RunAsync("batch", "batch.txt", "--root", "c", "--json");

        var items = run.ShouldExit(2).Json.GetProperty("items").EnumerateArray();
        items.Select(i => i.GetProperty("state").GetString()).ShouldBe(["completed", "failed", "completed"]);
        run.Error.ShouldContain("no such thing");
    }

    [Fact]
    public async Task The_sample_batch_downloads_as_it_is_shipped()
    {
        var sample = Path.Combine(RepositoryRoot.Path, "civitai_models_config.json");

        var run = await Home.RunAsync("batch", sample, "--root", "c", "--json");

        var items = run.ShouldExit(0).Json.GetProperty("items").EnumerateArray().ToList();
        items.ShouldNotBeEmpty();
        items.ShouldAllBe(item => item.GetProperty("state").GetString() == "completed");
    }

    [Fact]
    public async Task A_read_only_folder_is_a_disk_failure()
    {
        var target = Directory.CreateDirectory(Home.PathOf("sealed")).FullName;
        using var mount = Mount.Tmpfs(target, "ro");

        var item = Item(await Home.RunAsync("download", "82098", "--to", target, "--json"), 8);

        item.GetProperty("reason").GetString()!.ShouldContain(target);
    }

    [Fact]
    public async Task No_space_is_refused_before_the_first_byte()
    {
        var target = Directory.CreateDirectory(Home.PathOf("tiny")).FullName;
        using var mount = Mount.Tmpfs(target, "size=64k");

        var item = Item(await Home.RunAsync("download", "257749", "--to", target, "--json"), 8);

        item.GetProperty("error").GetProperty("type").GetString().ShouldBe("DiskSpaceError");
        item.GetProperty("state").GetString().ShouldBe("refused");
        item.GetProperty("transferred").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Identify_finds_a_downloaded_file_by_its_hash()
    {
        var path = Item(await Home.RunAsync("download", "82098", "--root", "c", "--json"), 0).GetProperty("path");

        var run = await Home.RunAsync("identify", path.GetString()!, "--json");

        var file = run.ShouldExit(0).Json.GetProperty("files")[0];
        file.GetProperty("found").GetBoolean().ShouldBeTrue();
        file.GetProperty("model_id").GetInt32().ShouldBe(82098);
        file.GetProperty("matched_by").GetString().ShouldBe("sha256");
    }

    private static JsonElement Item(BerryRun run, int exitCode) =>
        run.ShouldExit(exitCode).Json.GetProperty("items")[0];

    private string[] Files(string pattern) => Directory.GetFiles(Home.Folder, pattern, SearchOption.AllDirectories);

    private async Task<string> AutoV2Async(int versionId)
    {
        var version = (await Home.RunAsync("civitai", "version", $"{versionId}", "--json")).ShouldExit(0).Json;
        return version.GetProperty("files")[0].GetProperty("hashes").GetProperty("AutoV2").GetString()!;
    }
}
