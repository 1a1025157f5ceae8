using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Newer versions as a person or a script looks for them, takes them and takes them back.</summary>
public sealed class UpdateTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private static int _ids = 720_000;

    private readonly SeededModel _model = sandbox.Server.Catalogue.Add(Spec());

    private string Old => Home.PathOf("models", "loras", "ink_v1.safetensors");

    private string New => Home.PathOf("models", "loras", "ink_v2.safetensors");

    [Fact]
    public async Task Updates_print_their_contract_and_end_with_9_until_there_are_none()
    {
        await DownloadAsync();

        var found = (await Home.RunAsync("updates", "models", "--json")).ShouldExit(9).Json;
        var told = (await Home.RunAsync("updates", "models")).ShouldExit(9).Output;
        (await Home.RunAsync("update", "models")).ShouldExit(0).Output.ShouldContain("updated, v2 -> ");
        var current = (await Home.RunAsync("updates", "models", "--json")).ShouldExit(0).Json;

        var file = found.GetProperty("files")[0];
        file.GetProperty("path").GetString().ShouldBe(Old);
        file.GetProperty("state").GetString().ShouldBe("update_available");
        file.GetProperty("upstream").GetString().ShouldBe("same");
        file.GetProperty("update").GetProperty("version_id").GetInt32().ShouldBe(_model.Versions[0].Id);
        file.GetProperty("update")
            .GetProperty("reference")
            .GetString()
            .ShouldBe($"{_model.Id}@{_model.Versions[0].Id}");
        found.GetProperty("counts").GetProperty("update_available").GetInt32().ShouldBe(1);
        told.ShouldContain("update available");
        current.GetProperty("files")[0].GetProperty("state").GetString().ShouldBe("current");
    }

    [Fact]
    public async Task An_update_is_planned_done_listed_and_taken_back()
    {
        await DownloadAsync();
        var before = File.ReadAllBytes(Old + ".civitai.json");

        var planned = (await Home.RunAsync("update", "--all", "--dry-run", "--json")).ShouldExit(0).Json;
        var isThere = File.Exists(New);
        var done = (await Home.RunAsync("update", "--all", "--json")).ShouldExit(0).Json.GetProperty("files")[0];
        var id = done.GetProperty("id").GetString()!;
        var kept = (await Home.RunAsync("versions", "list", "--json")).ShouldExit(0).Json.GetProperty("items")[0];
        var listed = (await Home.RunAsync("rollback", "list", "--root", "models")).ShouldExit(0).Output;
        var back = (await Home.RunAsync("rollback", New, "--root", "models")).ShouldExit(0);
        var after = (await Home.RunAsync("rollback", "list", "--json")).ShouldExit(0).Json.GetProperty("updates")[0];

        planned.GetProperty("files")[0].GetProperty("state").GetString().ShouldBe("planned");
        isThere.ShouldBeFalse();
        done.GetProperty("state").GetString().ShouldBe("updated");
        done.GetProperty("new_path").GetString().ShouldBe(New);
        kept.GetProperty("id").GetString().ShouldBe(id);
        kept.GetProperty("path").GetString().ShouldBe(Old);
        listed.ShouldContain(id);
        back.Output.ShouldContain("v1 is back");
        File.ReadAllBytes(Old + ".civitai.json").ShouldBe(before);
        after.GetProperty("state").GetString().ShouldBe("rolled_back");
        (await Home.RunAsync("rollback", New)).ShouldExit(3).Error.ShouldContain("no update of");
    }

    [Fact]
    public async Task What_is_set_for_a_model_is_obeyed()
    {
        await DownloadAsync();
        var newer = $"{_model.Versions[0].Id}";

        (await Home.RunAsync("updates", "set", Old, "--pin")).ShouldExit(0).Output.ShouldContain("pinned at version");
        (await Home.RunAsync("updates", "models")).ShouldExit(0).Output.ShouldContain("pinned");
        (await Home.RunAsync("updates", "set", Old, "--follow")).ShouldExit(0).Output.ShouldContain("all updates");
        (await Home.RunAsync("updates", "models", "--ask-gone"))
            .ShouldExit(9)
            .Output.ShouldContain(Path.GetFileName(Old));
        (await Home.RunAsync("updates", "set", Old, "--ignore-version", newer)).ShouldExit(0);
        (await Home.RunAsync("updates", "models")).ShouldExit(0).Output.ShouldContain("you ignore version");
        (await Home.RunAsync("updates", "set", Old, "--ignore")).ShouldExit(0);
        var ignored = (await Home.RunAsync("updates", "models", "--json")).ShouldExit(0).Json;
        var set = (await Home.RunAsync("updates", "set", Old, "--newest", "2", "--json")).ShouldExit(0).Json;

        ignored.GetProperty("files")[0].GetProperty("state").GetString().ShouldBe("ignored");
        set.GetProperty("newest").GetInt32().ShouldBe(2);
        set.GetProperty("ignored_versions")[0].GetInt32().ShouldBe(_model.Versions[0].Id);
        (await Home.RunAsync("updates", "set", Old)).ShouldExit(2).Error.ShouldContain("Say what you want");
    }

    [Fact]
    public async Task A_pin_is_taken_out_alone()
    {
        await DownloadAsync();
        (await Home.RunAsync("updates", "set", Old, "--pin", "--newest", "2")).ShouldExit(0);

        var unpinned = (await Home.RunAsync("updates", "set", Old, "--unpin")).ShouldExit(0).Output;
        var again = (await Home.RunAsync("updates", "set", Old, "--unpin", "--json")).ShouldExit(0).Json;
        var both = await Home.RunAsync("updates", "set", Old, "--pin", "--unpin");

        unpinned.ShouldContain("the newest 2 stay");
        unpinned.ShouldNotContain("pinned");
        again.GetProperty("pinned").GetArrayLength().ShouldBe(0);
        again.GetProperty("newest").GetInt32().ShouldBe(2);
        both.ShouldExit(2).Error.ShouldContain("not both");
        (await Home.RunAsync("updates", "models")).ShouldExit(9).Output.ShouldContain("update available");
    }

    [Fact]
    public async Task The_old_file_and_the_name_are_as_the_person_chose()
    {
        await DownloadAsync();

        (await Home.RunAsync("update", Old, "--old", "trash", "--keep-name", "--api-key", "sandbox-key")).ShouldExit(0);

        File.Exists(New).ShouldBeFalse();
        (await Home.RunAsync("trash", "list")).ShouldExit(0).Output.ShouldContain("ink_v1.safetensors");
        (await Home.RunAsync("rollback", Old)).ShouldExit(0);
        (await Home.RunAsync("update", Old, "--allow-unsafe", "--early-access", "--changed"))
            .ShouldExit(0)
            .Error.ShouldContain("nothing to update");
        (await Home.RunAsync("versions", "empty", "--root", "models", "--older-than", "0h", "--apply")).ShouldExit(0);
        (await Home.RunAsync("versions", "list", "--root", "models")).ShouldExit(0).Error.ShouldContain("nothing");
    }

    [Fact]
    public async Task A_file_without_a_record_is_looked_up_by_its_hash()
    {
        await DownloadAsync();
        File.Delete(Old + ".civitai.json");
        foreach (var file in Directory.GetFiles(Home.PathOf("models", ".berry")))
        {
            File.Delete(file);
        }

        (await Home.RunAsync("updates", "models")).ShouldExit(0).Output.ShouldContain("unknown");
        (await Home.RunAsync("updates", "models", "--hash", "--api-key", "none")).ShouldExit(9);
    }

    [Theory]
    [InlineData(2, "or --all", "update")]
    [InlineData(2, "not both", "update", "models", "--all")]
    [InlineData(2, "one name", "update", "models", "--old", "keep", "--keep-name")]
    [InlineData(2, "needs a file", "rollback")]
    [InlineData(3, "does not exist", "updates", "nothing.safetensors")]
    [InlineData(3, "does not exist", "update", "nothing.safetensors")]
    public async Task What_makes_no_sense_is_told_in_one_sentence(int code, string sentence, params string[] words)
    {
        Directory.CreateDirectory(Home.PathOf("models", "loras"));

        (await Home.RunAsync(words)).ShouldExit(code).Error.ShouldContain(sentence);
    }

    private async Task DownloadAsync()
    {
        Directory.CreateDirectory(Home.PathOf("models", "loras"));
        (await Home.RunAsync("download", $"{_model.Id}@{_model.Versions[1].Id}")).ShouldExit(0);
        File.Exists(Old).ShouldBeTrue();
    }

    private static ModelSpec Spec() =>
        new()
        {
            Id = Interlocked.Increment(ref _ids),
            Name = "Versioned Ink",
            Type = "LORA",
            Versions = [Version("v2"), Version("v1")],
        };

    private static VersionSpec Version(string name) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            Files = [new FileSpec { Name = $"ink_{name}.safetensors", Fp = "fp16" }],
        };
}
