using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.Rollbacks;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Rollbacks that fail or are killed between two of their steps.</summary>
public sealed class BrokenRollbackTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_rollback_that_fails_at_its_second_file_leaves_what_the_update_made()
    {
        using var model = new VersionedModel(
            sandbox,
            Version("v3", file: "ink.safetensors"),
            Version("v2", file: "ink.safetensors"),
            Version("v1")
        );
        var oldest = await model.DownloadAsync(2);
        var older = await model.DownloadAsync(1);
        // Where nobody can put anything back once its folder is a file.
        var apart = model.Story.Path("loras", "apart", "ink_v1.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(apart)!);
        File.Move(oldest.Path!, apart);
        File.Move(oldest.Sidecar!, Sidecar.PathOf(apart));
        await model.Library.Keeping.IndexAsync([model.Story.Path()], hashes: false, null, Token);
        await model.Library.Updates.ChooseAsync(older.Path!, new UpdateChoiceChange { Newest = 1 }, null, Token);
        var updated = (await model.UpdateAsync(wish => wish with { Paths = [older.Path!] })).ShouldHaveSingleItem();
        updated.Left.Select(left => left.Path).ShouldBe([older.Path!, apart]);
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(apart)!).ToArray())
            File.Delete(path);
        Directory.Delete(Path.GetDirectoryName(apart)!);
        File.WriteAllText(Path.GetDirectoryName(apart)!, "mine");
        var before = Snapshot(model);

        var outcome = await RollBackAsync(model, updated.Id!);
        var after = Snapshot(model);
        File.Delete(Path.GetDirectoryName(apart)!);
        var again = await RollBackAsync(model, updated.Id!);

        outcome.Failure.ShouldNotBeNull();
        after.ShouldBe(before);
        again.Failure.ShouldBeNull();
        File.Exists(apart).ShouldBeTrue();
        File.Exists(older.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rollback_whose_new_file_cannot_leave_leaves_what_the_update_made_with_its_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var webui = Path.Combine(Path.GetDirectoryName(model.Story.Root)!, "webui");
        using var library = model.Library.With(
            model.Library.Options with
            {
                DataFolder = Path.Combine(Path.GetDirectoryName(model.Story.Root)!, "data"),
            }
        );
        library.Sharing.LinkRoot(
            new DownloadTarget { Root = model.Story.Root },
            new DownloadTarget { Root = webui, Layout = "a1111" },
            LinkHow.Symlink,
            isDryRun: false,
            Token
        );
        var request = new UpdateRequest { Paths = [model.Story.Path()], Old = OldVersion.Trash };
        var updated = (await library.Updates.UpdateAsync(request, null, Token)).ShouldHaveSingleItem();
        // Where nobody can put the newer version while it is a file.
        var versions = Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "versions");
        File.WriteAllText(versions, "mine");
        var before = (Snapshot(model), Snapshot(webui));

        var outcome = (await library.Updates.RollBackAsync([updated.Id!], null, Token)).ShouldHaveSingleItem();
        await library.Updates.UpdateAsync(request, null, Token);
        var after = (Snapshot(model), Snapshot(webui));
        var stage = StageOf(model, updated);
        File.Delete(versions);
        var again = (await library.Updates.RollBackAsync([updated.Id!], null, Token)).ShouldHaveSingleItem();

        outcome.Failure.ShouldNotBeNull();
        stage.ShouldBe("Done");
        after.Item1.ShouldBe(before.Item1);
        after.Item2.ShouldBe(before.Item2);
        again.Failure.ShouldBeNull();
        File.Exists(updated.NewPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_rollback_that_was_killed_takes_no_file_that_a_person_put_into_the_new_ones_place()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var updated = await UpdatedAsync(model);
        SetStage(model, updated, "GoingBack");
        PutAnother(updated);
        var before = Snapshot(model);

        var outcome = await RollBackAsync(model, updated.Id!);

        outcome.Failure!.Code.ShouldBe(FailureCode.Conflict);
        outcome.Failure.Message.ShouldContain("another file than the one that the update brought");
        Snapshot(model).ShouldBe(before);
        StageOf(model, updated).ShouldBe("Done");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rollback_that_was_killed_before_its_old_file_was_deleted_for_good_gives_the_new_one_back(
        bool hasLeft
    )
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var updated = await UpdatedAsync(model);
        var before = Snapshot(model);
        await model.Library.Keeping.Versions.EmptyAsync([], model.Story.Path(), TimeSpan.Zero, apply: true, Token);
        SetStage(model, updated, "GoingBack");
        if (hasLeft)
            await LeaveAsync(model, updated);

        var outcome = await RollBackAsync(model, updated.Id!);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Failure.Message.ShouldContain("cannot come back");
        Snapshot(model).ShouldBe(before);
        StageOf(model, updated).ShouldBe("Done");
    }

    [Theory]
    [InlineData("ink.safetensors", false)]
    [InlineData("ink.safetensors", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task A_rollback_that_was_killed_is_finished_from_wherever_it_was(string? name, bool isBack)
    {
        using var model = new VersionedModel(sandbox, Version("v2", file: name), Version("v1", file: name));
        await model.DownloadAsync(1);
        var before = Snapshot(model);
        var old = (await model.UpdateAsync()).ShouldHaveSingleItem();
        SetStage(model, old, "GoingBack");
        await LeaveAsync(model, old);
        var versions = model.Library.Keeping.Versions;
        if (isBack)
            await versions.RestoreAsync([versions.List(model.Story.Path())[0].Id], model.Story.Path(), Token);

        await RollBackAsync(model, old.Id!);

        Snapshot(model).ShouldBe(before);
        StageOf(model, old).ShouldBe("RolledBack");
        versions.List(model.Story.Path()).ShouldHaveSingleItem().Path.ShouldBe(old.NewPath);
    }
}
