using System.Buffers.Binary;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Options;

/// <summary>Which files of a model come, where a lock brings them, and what a repair may fetch.</summary>
public sealed class SourceOptionTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private const string Slider = "more_detail_slider.safetensors";
    private static readonly string[] Key = ["--api-key", "sandbox-key"];

    [Theory]
    [InlineData("juniper_vae.safetensors", "--file", "juniper_v*")]
    [InlineData("juniper_vae.safetensors", "--type", "VAE")]
    [InlineData("juniperToonXL_v6StartWithThisOne.safetensors juniper_vae.safetensors", "--all")]
    public async Task Files_of_a_version_are_chosen_by_name_by_type_or_all(string files, params string[] options)
    {
        (await Home.RunAsync(["download", "257749@290640", "--to", "a", .. options])).ShouldExit(0);

        Models("a").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ShouldBe(files.Split(' '));
    }

    [Fact]
    public async Task A_download_goes_to_the_folders_of_the_layout_and_danger_comes_only_by_order()
    {
        string[] download = ["download", "610009", "--root", "a", "--layout", "a1111", "--model-type", "checkpoints"];

        var refused = await Home.RunAsync(download);
        var isThere = Directory.Exists(Home.PathOf("a", "models", "Stable-diffusion"));
        var ordered = await Home.RunAsync([.. download, "--allow-unsafe", "--json"]);

        refused.ShouldExit(6);
        isThere.ShouldBeFalse();
        var path = ordered.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString()!;
        Path.GetDirectoryName(path).ShouldBe(Home.PathOf("a", "models", "Stable-diffusion"));
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lock_names_the_folder_that_was_wished_and_reads_roots_of_any_layout()
    {
        (await Home.RunAsync("download", "82098", "--root", "a", "--layout", "a1111")).ShouldExit(0);

        var wished = await Home.RunAsync("lock", "82098", "--root", "b", "--model-type", "vae", "--json");
        var read = await Home.RunAsync("lock", "--root", "a", "--layout", "a1111", "--file", "a.lock", "--json");

        Folder(wished.ShouldExit(0)).ShouldBe("vae");
        Folder(read.ShouldExit(0)).ShouldBe("loras");
        File.ReadAllText(Home.PathOf("a.lock")).ShouldContain(Slider);
    }

    [Fact]
    public async Task With_a_key_what_is_for_members_is_locked_and_brought_exactly_there()
    {
        (await Home.RunAsync(["lock", "610002", "--root", "a", .. Key])).ShouldExit(0);
        var asked = Sandbox.Server.Requests.To("civitai").Any(request => request.HasAuthorization);
        (await Home.RunAsync(["lock", "610002", "--to", "a", "--file", "own.lock", .. Key])).ShouldExit(0);

        var without = await Home.RunAsync("sync", "own.lock", "--to", "b");
        var with = await Home.RunAsync(["sync", "own.lock", "--to", "b", .. Key]);
        var layout = await Home.RunAsync(["sync", "--root", "c", "--layout", "a1111", .. Key]);

        asked.ShouldBeTrue();
        without.ShouldExit(4);
        with.ShouldExit(0);
        layout.ShouldExit(0);
        Path.GetDirectoryName(Models("b").ShouldHaveSingleItem()).ShouldBe(Home.PathOf("b"));
        Path.GetDirectoryName(Models("c").ShouldHaveSingleItem()).ShouldBe(Home.PathOf("c", "models", "Lora"));
    }

    [Fact]
    public async Task A_repair_fetches_with_the_key_and_takes_an_edited_header_back_only_by_order()
    {
        (await Home.RunAsync(["download", "610002", "--root", "a", .. Key])).ShouldExit(0);
        var path = Models("a").ShouldHaveSingleItem();
        var right = File.ReadAllBytes(path);
        var header = BinaryPrimitives.ReadInt32LittleEndian(right);
        byte[] edited = [.. right[..(8 + header)], .. "        "u8, .. right[(8 + header)..]];
        BinaryPrimitives.WriteInt32LittleEndian(edited, header + 8);
        File.WriteAllBytes(path, edited);
        string[] repair = ["verify", "--root", "a", "--repair"];

        var unforced = await Home.RunAsync([.. repair, .. Key]);
        var kept = File.ReadAllBytes(path);
        var keyless = await Home.RunAsync([.. repair, "--force"]);
        var forced = await Home.RunAsync([.. repair, "--force", .. Key]);

        unforced.ShouldExit(0).Output.ShouldContain("header changed");
        kept.ShouldBe(edited);
        keyless.ExitCode.ShouldNotBe(0);
        forced.ShouldExit(0).Output.ShouldContain("repaired");
        File.ReadAllBytes(path).ShouldBe(right);
    }

    private static string Folder(BerryRun run) => run.Json.GetProperty("files")[0].GetProperty("folder").GetString()!;

    private string[] Models(string folder) =>
        [
            .. Directory
                .GetFiles(Home.PathOf(folder), "*.safetensors", SearchOption.AllDirectories)
                .Where(path => !path.Contains("/.berry/", StringComparison.Ordinal)),
        ];
}
