using System.Text;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

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
        await ShouldBeWholeAsync(model);
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
        await ShouldBeWholeAsync(model);
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
    public async Task Of_a_model_with_a_channel_the_newest_few_stay()
    {
        using var model = new VersionedModel(sandbox, Version("v3"), Version("v2"), Version("v1"));
        var oldest = await model.DownloadAsync(2);
        var older = await model.DownloadAsync(1);
        await model.Library.Updates.ChooseAsync(older.Path!, new UpdateChoiceChange { Newest = 2 }, null, Token);

        var updated = (await model.UpdateAsync()).Single(file => file.State == UpdatedState.Updated);

        updated.Path.ShouldBe(older.Path);
        File.Exists(older.Path).ShouldBeTrue();
        File.Exists(oldest.Path).ShouldBeFalse();
        updated.Left.ShouldHaveSingleItem().Path.ShouldBe(oldest.Path);
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
    public async Task A_download_that_fails_leaves_the_old_version_and_goes_on_later()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        sandbox.Server.Faults.Add(new Fault { Path = "/api/download/*", Status = 500 });

        var failed = (await model.UpdateAsync()).ShouldHaveSingleItem();
        sandbox.Server.Faults.Clear();
        var later = (await model.UpdateAsync()).ShouldHaveSingleItem();

        failed.State.ShouldBe(UpdatedState.Failed);
        failed.Failure.ShouldNotBeNull();
        later.State.ShouldBe(UpdatedState.Updated, later.Reason);
        File.Exists(old.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_bytes_do_not_take_the_place()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        sandbox.Server.Faults.Add(new Fault { Host = "storage", WrongByteAt = 700 });

        var failed = (await model.UpdateAsync()).ShouldHaveSingleItem();

        failed.Failure!.Code.ShouldBe(FailureCode.Verification);
        File.Exists(old.Path).ShouldBeTrue();
        model.Library.Keeping.Versions.List(model.Story.Path()).ShouldBeEmpty();
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
    public async Task What_is_pinned_in_early_access_or_changed_is_left_alone_unless_it_is_wanted()
    {
        using var model = new VersionedModel(sandbox, Version("v2", earlyDays: 3), Version("v1"));
        var path = (await model.DownloadAsync(1)).Path!;

        var early = (await model.UpdateAsync()).ShouldHaveSingleItem();
        var wanted = (await model.UpdateAsync(wish => wish with { TakesEarlyAccess = true })).ShouldHaveSingleItem();
        await model.Library.Updates.ChooseAsync(path, new UpdateChoiceChange { Pinned = true }, null, Token);
        var pinned = (await model.UpdateAsync(wish => wish with { TakesEarlyAccess = true })).ShouldHaveSingleItem();

        early.State.ShouldBe(UpdatedState.Skipped);
        early.Reason!.ShouldContain("early access");
        wanted.Failure!.Code.ShouldBe(FailureCode.Policy);
        wanted.Failure.Deadline.ShouldNotBeNull();
        pinned.State.ShouldBe(UpdatedState.Skipped);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_wishes_that_contradict_each_other_are_refused()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));

        var refused = await Should.ThrowAsync<LibraryException>(() =>
            model.UpdateAsync(wish => wish with { KeepsName = true, Old = OldVersion.Keep })
        );

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
    }

    [Fact]
    public async Task An_update_that_a_crash_left_half_done_is_finished_by_the_next_one()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        var root = RecordRoot.FindFor(old.Path!, TimeProvider.System)!;
        var records = new UpdateRecords(root);
        var record = records.Find(updated.Id!)!;
        // As it is after the old file left, and before the new one has its place.
        var staged = Directory.CreateDirectory(record.StagedIn(root)).FullName;
        foreach (var name in record.Names)
            File.Move(model.Story.Path("loras", name), Path.Combine(staged, name));
        records.Write(record with { Stage = UpdateStage.Begun });

        var outcome = (
            await model.Library.Updates.RollBackAsync([updated.Id!], model.Story.Path(), Token)
        ).ShouldHaveSingleItem();

        outcome.Failure.ShouldBeNull();
        File.Exists(old.Path).ShouldBeTrue();
        File.Exists(updated.NewPath).ShouldBeFalse();
        model.Library.Keeping.Versions.List(model.Story.Path()).ShouldHaveSingleItem().Path.ShouldBe(updated.NewPath);
    }

    [Fact]
    public async Task What_a_crash_left_half_done_is_finished_before_the_next_update()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        var root = RecordRoot.FindFor(old.Path!, TimeProvider.System)!;
        var records = new UpdateRecords(root);
        var record = records.Find(updated.Id!)!;
        var staged = Directory.CreateDirectory(record.StagedIn(root)).FullName;
        foreach (var name in record.Names)
            File.Move(model.Story.Path("loras", name), Path.Combine(staged, name));
        records.Write(record with { Stage = UpdateStage.Begun });

        (await model.UpdateAsync()).ShouldHaveSingleItem().State.ShouldBe(UpdatedState.Skipped);

        File.Exists(updated.NewPath).ShouldBeTrue();
        records.Find(updated.Id!)!.Stage.ShouldBe(UpdateStage.Done);
        await ShouldBeWholeAsync(model);
    }

    [Fact]
    public async Task What_cannot_be_finished_stops_no_other_update()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync(wish => wish with { KeepsName = true })).ShouldHaveSingleItem();
        var root = RecordRoot.FindFor(old.Path!, TimeProvider.System)!;
        var records = new UpdateRecords(root);
        var record = records.Find(updated.Id!)!;
        // As after a crash under the same name, and a person who put something there since.
        var staged = Directory.CreateDirectory(record.StagedIn(root)).FullName;
        File.Move(old.Path!, Path.Combine(staged, record.Names[0]));
        File.WriteAllText(old.Path!, "mine");
        records.Write(record with { Stage = UpdateStage.Begun });
        var other = model.Sandbox.Server.Catalogue.Add(
            Spec(Version("b2", file: "other_v2.safetensors"), Version("b1", file: "other_v1.safetensors"))
        );
        await model.Story.DownloadAsync($"{other.Id}@{other.Versions[1].Id}");

        var files = await model.UpdateAsync();

        files
            .Where(file => file.State == UpdatedState.Updated)
            .ShouldHaveSingleItem()
            .NewPath!.ShouldEndWith("other_v2.safetensors");
        File.ReadAllText(old.Path!).ShouldBe("mine");
        var again = await model.UpdateAsync(wish =>
            wish with
            {
                Paths = [model.Story.Path("loras", "other_v2.safetensors")],
            }
        );
        again.ShouldHaveSingleItem().State.ShouldBe(UpdatedState.Skipped);
    }

    [Fact]
    public async Task Under_a_channel_what_is_pinned_stays_and_copies_of_one_version_count_once()
    {
        using var model = new VersionedModel(sandbox, Version("v3"), Version("v2"), Version("v1"));
        var oldest = await model.DownloadAsync(2);
        var older = await model.DownloadAsync(1);
        var copy = model.Story.Path("loras", "copy", "ink_v2.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(older.Path!, copy);
        File.Copy(older.Sidecar!, Sidecar.PathOf(copy));
        var updates = model.Library.Updates;
        await updates.ChooseAsync(older.Path!, new UpdateChoiceChange { Newest = 2 }, null, Token);
        await updates.ChooseAsync(oldest.Path!, new UpdateChoiceChange { Pinned = true }, null, Token);

        var files = await model.UpdateAsync(wish => wish with { Paths = [older.Path!] });

        files.ShouldHaveSingleItem().State.ShouldBe(UpdatedState.Updated, files[0].Reason);
        foreach (var path in new[] { older.Path!, copy, oldest.Path! })
            File.Exists(path).ShouldBeTrue(path);
    }

    [Fact]
    public async Task Who_has_not_bought_the_newest_gets_what_is_open_to_everybody()
    {
        using var model = new VersionedModel(sandbox, Version("v3", earlyDays: 3), Version("v2"), Version("v1"));
        await model.DownloadAsync(2);

        var updated = (await model.UpdateAsync(wish => wish with { TakesEarlyAccess = true })).ShouldHaveSingleItem();

        updated.State.ShouldBe(UpdatedState.Updated, updated.Reason);
        updated.Update!.VersionName.ShouldBe("v2");
        updated.Reason!.ShouldContain("early access");
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

    // The journal knows the new file with its hash, and nothing of the folder is missing.
    private static async Task ShouldBeWholeAsync(VersionedModel model)
    {
        var request = new CheckRequest { Paths = [model.Story.Path()] };
        var files = await model.Library.Keeping.CheckAsync(request, null, null, Token);
        files.ShouldHaveSingleItem().State.ShouldBe(CheckState.Ok, files[0].Reason);
        var index = await model.Library.Keeping.IndexAsync([model.Story.Path()], hashes: false, null, Token);
        (index.Seen, index.Missing, index.Added, index.Unchanged).ShouldBe((1, 0, 0, 1));
    }
}
