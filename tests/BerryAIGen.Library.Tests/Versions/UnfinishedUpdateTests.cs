using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Updates that fail or are killed, and what the next one makes of them.</summary>
public sealed class UnfinishedUpdateTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
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
    public async Task An_update_that_a_crash_left_half_done_is_finished_by_the_next_one()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        HalfDone(model, old.Path!, updated.Id!);

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
        var records = HalfDone(model, old.Path!, updated.Id!);

        (await model.UpdateAsync()).ShouldHaveSingleItem().State.ShouldBe(UpdatedState.Skipped);

        File.Exists(updated.NewPath).ShouldBeTrue();
        records.Find(updated.Id!)!.Stage.ShouldBe(UpdateStage.Done);
        await model.ShouldBeWholeAsync();
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

    // As it is after the old file left, and before the new one has its place.
    private static UpdateRecords HalfDone(VersionedModel model, string old, string update)
    {
        var root = RecordRoot.FindFor(old, TimeProvider.System)!;
        var records = new UpdateRecords(root);
        var record = records.Find(update)!;
        var staged = Directory.CreateDirectory(record.StagedIn(root)).FullName;
        foreach (var name in record.Names)
            File.Move(model.Story.Path("loras", name), Path.Combine(staged, name));
        records.Write(record with { Stage = UpdateStage.Begun });
        return records;
    }
}
