using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Cli.Tests;

/// <summary>Options that choose, name or allow something, seen in what they leave on the disk or say.</summary>
public sealed class OptionTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("--size", "full")]
    [InlineData("--precision", "fp32")]
    [InlineData("--file-id", "610024")]
    public async Task Of_two_files_of_a_version_the_described_one_comes(string option, string value)
    {
        var files = Sandbox.Server.Catalogue.Models.First(model => model.Id == 610024).Versions[0].Files;
        var wanted = files.Single(file => file.Spec.Size == "full");
        if (option == "--file-id")
            value = $"{wanted.Id}";

        var run = await Home.RunAsync("download", "610024", "--root", "a", option, value, "--json");

        var path = run.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString()!;
        new FileInfo(path).Length.ShouldBe(wanted.Content.Length);
    }

    [Fact]
    public async Task A_format_and_a_variant_choose_among_files()
    {
        var format = await Home.RunAsync(
            "download",
            "4201",
            "--version-id",
            "29460",
            "--root",
            "a",
            "--format",
            "SafeTensor",
            "--json"
        );
        var variant = await Home.RunAsync(
            "download",
            "hf:sandbox-labs/small-llama-gguf",
            "--root",
            "a",
            "--variant",
            "Q4_K_M",
            "--revision",
            "main",
            "--json"
        );

        format
            .ShouldExit(0)
            .Json.GetProperty("items")[0]
            .GetProperty("path")
            .GetString()!
            .ShouldEndWith(".safetensors");
        var path = variant.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString()!;
        path.ShouldContain("Q4_K_M", Case.Insensitive);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task What_does_not_hash_to_what_was_said_is_not_put_in_place()
    {
        var right = (await Home.RunAsync("download", "82098", "--root", "a", "--json")).ShouldExit(0).Json;
        var hash = right.GetProperty("items")[0].GetProperty("sha256").GetString()!;

        var same = await Home.RunAsync("download", "82098", "--root", "b", "--sha256", hash, "--json");
        var wrong = await Home.RunAsync("download", "82098", "--root", "c", "--sha256", new string('0', 64));

        Convert
            .ToHexStringLower(
                SHA256.HashData(
                    await File.ReadAllBytesAsync(
                        same.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString()!,
                        TestContext.Current.CancellationToken
                    )
                )
            )
            .ShouldBe(hash);
        wrong.ExitCode.ShouldNotBe(0);
        ModelsIn("c").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("download", "82098")]
    [InlineData("batch", "list.json")]
    public async Task Sidecars_of_other_applications_are_written_beside(string command, string what)
    {
        Home.Write("list.json", """{"downloads":[{"source":"civitai","model_id":82098}]}"""u8);

        var run = await Home.RunAsync(command, what, "--root", "a", "--sidecars", "civitai-helper");

        run.ShouldExit(0);
        Directory
            .EnumerateFiles(Home.PathOf("a"), "*.civitai.info", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Paths_of_a_repository_are_taken_and_left_out()
    {
        var run = await Home.RunAsync(
            "download",
            "hf:sandbox-labs/tiny-diffusion",
            "--to",
            "a",
            "--include",
            "*.json",
            "--exclude",
            "model_index.json",
            "--json"
        );

        run.ShouldExit(0);
        var names = Directory
            .EnumerateFiles(Home.PathOf("a"), "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/.berry/", StringComparison.Ordinal))
            .Select(path => Path.GetFileName(path))
            .ToArray();
        names.ShouldContain("config.json");
        names.ShouldNotContain("model_index.json");
        names.ShouldAllBe(name => name.EndsWith(".json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_keeps_what_is_said_of_it_and_dangerous_only_by_order()
    {
        Home.Write("own/style.safetensors", Safetensors);
        Home.Write("own/picture.png", [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. new byte[40]]);
        Home.Write("own/evil.pt", PickleScript.Of(2).Global("os", "system").CallWith("id").Stop());
        Home.Write("models/loras/other.txt", "x"u8);
        string[] import = ["import", "--type", "loras", "--json"];

        var said = await Home.RunAsync([
            .. import,
            "own/style.safetensors",
            "--version-name",
            "v2 of mine",
            "--preview",
            "own/picture.png",
        ]);
        var refused = await Home.RunAsync([.. import, "own/evil.pt"]);
        var ordered = await Home.RunAsync([.. import, "own/evil.pt", "--allow-unsafe"]);

        var path = said.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("path").GetString()!;
        File.ReadAllText(path + ".civitai.json").ShouldContain("v2 of mine");
        File.Exists(Path.ChangeExtension(path, ".preview.png")).ShouldBeTrue();
        refused.ShouldExit(6);
        ordered.ShouldExit(0);
        File.Exists(Home.PathOf("models/loras/evil.pt")).ShouldBeTrue();
    }

    [Fact]
    public async Task Roots_have_an_order_and_may_be_written_again()
    {
        (await Home.RunAsync("roots", "add", "low", "one", "--priority", "1", "--writable")).ShouldExit(0);
        (await Home.RunAsync("roots", "add", "high", "two", "--read-only")).ShouldExit(0);

        (await Home.RunAsync("roots", "set", "high", "--priority", "9", "--writable", "--path", "three")).ShouldExit(0);

        var roots = (await Home.RunAsync("roots", "list", "--json"))
            .ShouldExit(0)
            .Json.GetProperty("roots")
            .EnumerateArray()
            .ToDictionary(root => root.GetProperty("name").GetString()!);
        roots["low"].GetProperty("priority").GetInt32().ShouldBe(1);
        roots["high"].GetProperty("priority").GetInt32().ShouldBe(9);
        roots["high"].GetProperty("read_only").GetBoolean().ShouldBeFalse();
        roots["high"].GetProperty("path").GetString().ShouldBe(Home.PathOf("three"));
    }

    [Fact]
    public async Task Why_a_model_is_set_aside_stands_with_it()
    {
        Home.Write("models/loras/a.safetensors", Safetensors);
        (await Home.RunAsync("index", "models")).ShouldExit(0);

        (await Home.RunAsync("quarantine", "add", "models/loras/a.safetensors", "--reason", "looks odd")).ShouldExit(0);

        File.Exists(Home.PathOf("models/loras/a.safetensors")).ShouldBeFalse();
        (await Home.RunAsync("quarantine", "list", "--root", "models")).Output.ShouldContain("looks odd");
    }

    [Fact]
    public async Task A_frozen_sync_asks_for_bytes_alone_and_a_verifying_one_reads_every_file()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);
        Sandbox.Server.Requests.Clear();
        (await Home.RunAsync("sync", "--root", "a", "--frozen")).ShouldExit(0);
        var asked = Sandbox.Server.Requests.All.Select(request => request.Path).ToArray();
        var model = ModelsIn("a").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken);
        var time = File.GetLastWriteTimeUtc(model);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(model, bytes, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(model, time);

        var read = await Home.RunAsync("sync", "--root", "a", "--verify", "--dry-run", "--json");

        asked.ShouldNotContain(path => path.StartsWith("/api/v1", StringComparison.Ordinal));
        read.Output.ShouldNotContain("already_present");
    }

    [Fact]
    public async Task A_lock_of_nothing_empties_a_root_only_by_order()
    {
        (await Home.RunAsync("download", "82098", "--root", "a")).ShouldExit(0);
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);
        var empty = JsonNode.Parse(File.ReadAllText(Home.PathOf("berry.lock")))!;
        empty["files"] = new JsonArray();
        Home.Write("berry.lock", Encoding.UTF8.GetBytes(empty.ToJsonString()));

        var refused = await Home.RunAsync("sync", "--root", "a", "--prune");
        var kept = ModelsIn("a").Length;
        var ordered = await Home.RunAsync("sync", "--root", "a", "--prune", "--allow-empty");

        refused.Error.ShouldContain("--allow-empty");
        kept.ShouldBe(1);
        ordered.ShouldExit(0);
        ModelsIn("a").Where(path => !path.Contains("/.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_may_name_other_folders_only_by_order()
    {
        Home.Write(
            "lists/list.json",
            """{"downloads":[{"source":"civitai","model_id":82098,"to":"../elsewhere"}]}"""u8
        );

        var refused = await Home.RunAsync("batch", "lists/list.json");
        var before = ModelsIn("elsewhere").Length;
        var allowed = await Home.RunAsync("batch", "lists/list.json", "--allow-outside");

        refused.Error.ShouldContain("--allow-outside");
        before.ShouldBe(0);
        allowed.ShouldExit(0);
        ModelsIn("elsewhere").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_person_says_of_a_file_is_told_back()
    {
        Home.Write("models/loras/a.safetensors", Safetensors);

        (
            await Home.RunAsync(
                "model",
                "set",
                "models/loras/a.safetensors",
                "--format",
                "diffusers",
                "--variant",
                "inpainting"
            )
        ).ShouldExit(0);

        var told = (await Home.RunAsync("inspect", "models/loras/a.safetensors", "--json")).ShouldExit(0).Output;
        told.ShouldContain("diffusers");
        told.ShouldContain("inpainting");
    }

    private static byte[] Safetensors => "\u0002\0\0\0\0\0\0\0{}"u8.ToArray();

    private string[] ModelsIn(string root) =>
        Directory.Exists(Home.PathOf(root))
            ? Directory.GetFiles(Home.PathOf(root), "*.safetensors", SearchOption.AllDirectories)
            : [];
}
