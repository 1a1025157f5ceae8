using System.Text;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Which file takes the place of which, and where the older one goes.</summary>
public sealed class UpdateRunTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task The_new_version_takes_the_place_and_the_old_one_waits_in_the_versions()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);

        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();

        updated.State.ShouldBe(UpdatedState.Updated, updated.Reason);
        updated.Reason.ShouldBeNull();
        updated.NewPath.ShouldBe(model.Story.Path("loras", "ink_v2.safetensors"));
        File.Exists(updated.NewPath).ShouldBeTrue();
        File.Exists(old.Path).ShouldBeFalse();
        File.Exists(old.Sidecar).ShouldBeFalse();
        SidecarStore.Find(updated.NewPath!)!["version_name"]!.ToString().ShouldBe("v2");
        var kept = model.Library.Keeping.Versions.List(model.Story.Path()).ShouldHaveSingleItem();
        kept.Path.ShouldBe(old.Path);
        kept.Files.ShouldContain("ink_v1.safetensors.civitai.json");
        kept.Reason!.ShouldContain("replaced by v2");
        updated.Left.ShouldHaveSingleItem().Item.ShouldBe(kept.Id);
        (await model.CheckOneAsync()).State.ShouldBe(UpdateState.Current);
        await model.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_version_of_the_same_name_gets_the_name()
    {
        using var model = new VersionedModel(
            sandbox,
            Version("v2", file: "ink.safetensors"),
            Version("v1", file: "ink.safetensors")
        );
        var old = await model.DownloadAsync(1);

        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();

        updated.NewPath.ShouldBe(old.Path);
        SidecarStore.Find(old.Path!)!["version_name"]!.ToString().ShouldBe("v2");
        await model.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task The_new_version_can_have_the_name_of_the_old_one()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);

        var updated = (await model.UpdateAsync(wish => wish with { KeepsName = true })).ShouldHaveSingleItem();

        updated.NewPath.ShouldBe(old.Path);
        SidecarStore.Find(old.Path!)!["version_name"]!.ToString().ShouldBe("v2");
        SidecarStore.Find(old.Path!)!["file_name"]!.ToString().ShouldBe("ink_v1.safetensors");
    }

    [Fact]
    public async Task The_old_version_stays_or_goes_to_the_trash_as_the_person_chose()
    {
        using var model = new VersionedModel(
            sandbox,
            Version("v2", file: "ink.safetensors"),
            Version("v1", file: "ink.safetensors")
        );
        var old = await model.DownloadAsync(1);
        using var other = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await other.DownloadAsync(1);

        var beside = (await model.UpdateAsync(wish => wish with { Old = OldVersion.Keep })).ShouldHaveSingleItem();
        var thrown = (await other.UpdateAsync(wish => wish with { Old = OldVersion.Trash })).ShouldHaveSingleItem();

        File.Exists(old.Path).ShouldBeTrue();
        beside.NewPath.ShouldBe(model.Story.Path("loras", $"ink ({model.Model.Versions[0].Id}).safetensors"));
        beside.Left.ShouldBeEmpty();
        other.Library.Keeping.Trash.List(other.Story.Path()).ShouldHaveSingleItem().Id.ShouldBe(thrown.Left[0].Item);
        other.Library.Keeping.Versions.List(other.Story.Path()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var before = model.Story.Files();

        var planned = (await model.UpdateAsync(wish => wish with { IsDryRun = true })).ShouldHaveSingleItem();

        planned.State.ShouldBe(UpdatedState.Planned, planned.Reason);
        planned.NewPath.ShouldBe(model.Story.Path("loras", "ink_v2.safetensors"));
        model.Story.Files().ShouldBe(before);
    }

    [Fact]
    public async Task Another_file_of_the_name_stays()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var mine = model.Story.Write("ComfyUI/models/loras/ink_v2.safetensors", "mine"u8);

        var updated = (await model.UpdateAsync()).Single(file => file.State == UpdatedState.Updated);

        File.ReadAllText(mine).ShouldBe("mine");
        updated.NewPath!.ShouldEndWith($"ink_v2 ({model.Model.Versions[0].Id}).safetensors");
    }

    [Fact]
    public async Task A_sidecar_that_lay_there_alone_is_not_taken_for_the_new_files()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var orphan = $"{{\"hashes\":{{\"sha256\":\"{new string('a', 64)}\"}}}}";
        model.Story.Write("ComfyUI/models/loras/ink_v2.safetensors.civitai.json", Encoding.UTF8.GetBytes(orphan));

        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();

        updated.State.ShouldBe(UpdatedState.Updated, updated.Reason);
        var root = RecordRoot.FindFor(updated.NewPath!, TimeProvider.System)!;
        var known = RootRecord.Read(root).Find(root.Relative(updated.NewPath!))!;
        known.Hashes!.Sha256.ShouldBe(updated.Update!.Sha256);
    }

    [Fact]
    public async Task A_hash_that_somebody_else_computed_finds_the_update()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        File.Delete(old.Sidecar!);
        Directory.Move(RecordRoot.FolderIn(model.Story.Path()), model.Story.Path("..", "elsewhere"));

        var unknown = (await model.UpdateAsync()).ShouldHaveSingleItem();
        var hashes = new Dictionary<string, string> { [old.Path!] = old.Sha256! };
        var found = (await model.UpdateAsync(wish => wish with { KnownHashes = hashes })).ShouldHaveSingleItem();

        unknown.State.ShouldBe(UpdatedState.Skipped);
        found.State.ShouldBe(UpdatedState.Updated, found.Reason);
    }
}
