using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

public sealed class RollbackTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData(OldVersion.Store)]
    [InlineData(OldVersion.Trash)]
    public async Task The_file_and_all_that_belongs_to_it_come_back_as_they_were(OldVersion fate)
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        model.Story.Write("ComfyUI/models/loras/ink_v1.txt", "at 0.7"u8);
        var before = Snapshot(model);
        var updated = (await model.UpdateAsync(wish => wish with { Old = fate })).ShouldHaveSingleItem();
        Snapshot(model).ShouldNotBe(before);

        var outcome = await RollBackAsync(model, updated.NewPath!);

        outcome.Failure.ShouldBeNull();
        outcome.Note.ShouldBeNull();
        Snapshot(model).ShouldBe(before);
        model.Library.Keeping.Versions.List(model.Story.Path()).ShouldHaveSingleItem().Path.ShouldBe(updated.NewPath);
        (await model.CheckOneAsync()).State.ShouldBe(
            UpdateState.Current,
            "a version that was taken back is not offered"
        );
    }

    [Fact]
    public async Task Under_the_same_name_the_old_bytes_come_back()
    {
        using var model = new VersionedModel(
            sandbox,
            Version("v2", file: "ink.safetensors"),
            Version("v1", file: "ink.safetensors")
        );
        var old = await model.DownloadAsync(1);
        var before = Snapshot(model);
        await model.UpdateAsync();

        (await RollBackAsync(model, old.Path!)).Failure.ShouldBeNull();

        Snapshot(model).ShouldBe(before);
        var check = new CheckRequest { Paths = [old.Path!] };
        var file = (await model.Library.Keeping.CheckAsync(check, null, null, Token)).ShouldHaveSingleItem();
        file.State.ShouldBe(CheckState.Ok, file.Reason);
        var finding = await model.CheckOneAsync();
        (finding.State, finding.Upstream).ShouldBe((UpdateState.Current, UpstreamState.Same));
    }

    [Theory]
    [InlineData(LinkHow.Symlink)]
    [InlineData(LinkHow.Hard)]
    public async Task Links_follow_to_the_new_version_and_come_back(LinkHow how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var webui = Path.Combine(Path.GetDirectoryName(model.Story.Root)!, "webui");
        var library = model.Library.With(
            model.Library.Options with
            {
                DataFolder = Path.Combine(Path.GetDirectoryName(model.Story.Root)!, "data"),
            }
        );
        using var _ = library;
        var links = library
            .Sharing.LinkRoot(
                new DownloadTarget { Root = model.Story.Root },
                new DownloadTarget { Root = webui, Layout = "a1111" },
                how,
                isDryRun: false,
                Token
            )
            .Links;
        var target = links.Single(link => link.CompanionOf is null).Target;
        var before = Snapshot(webui);

        var updated = (
            await library.Updates.UpdateAsync(new UpdateRequest { Paths = [model.Story.Path()] }, null, Token)
        ).ShouldHaveSingleItem();
        var newer = Path.Combine(Path.GetDirectoryName(target)!, "ink_v2.safetensors");
        var follows = FileLinker.IsLinked(updated.NewPath!, newer);
        var oldIsThere = Path.Exists(target);
        var outcome = (await library.Updates.RollBackAsync([updated.Id!], null, Token)).ShouldHaveSingleItem();

        updated.Reason.ShouldBeNull();
        follows.ShouldBeTrue();
        oldIsThere.ShouldBeFalse();
        outcome.Failure.ShouldBeNull();
        Snapshot(webui).ShouldBe(before);
        Path.Exists(newer).ShouldBeFalse();
    }

    [Fact]
    public async Task An_old_version_that_is_not_there_any_more_changes_nothing()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        await model.Library.Keeping.Versions.EmptyAsync([], model.Story.Path(), TimeSpan.Zero, apply: true, Token);

        var outcome = await RollBackAsync(model, updated.NewPath!);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Failure.Message.ShouldContain("nothing was changed");
        File.Exists(updated.NewPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_place_that_is_taken_again_changes_nothing()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var old = await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        File.WriteAllText(old.Path!, "mine");

        var outcome = await RollBackAsync(model, updated.Id!);

        outcome.Failure!.Code.ShouldBe(FailureCode.Conflict);
        File.ReadAllText(old.Path!).ShouldBe("mine");
        File.Exists(updated.NewPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_a_person_put_into_the_new_ones_place_stays()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        File.Delete(updated.NewPath!);
        File.WriteAllText(updated.NewPath!, "mine");
        var before = Snapshot(model);

        var outcome = await RollBackAsync(model, updated.Id!);

        outcome.Failure!.Code.ShouldBe(FailureCode.Conflict);
        outcome.Failure.Message.ShouldContain("another file than the one that the update brought");
        Snapshot(model).ShouldBe(before);
    }

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
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        SetStage(model, updated, "GoingBack");
        File.Delete(updated.NewPath!);
        File.WriteAllText(updated.NewPath!, "mine");
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
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
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

    [Theory]
    [InlineData("old_path", "../../outside.safetensors")]
    [InlineData("new_path", "/etc/passwd")]
    [InlineData("staged", "../../..")]
    [InlineData("names", "[\"../../evil\"]")]
    [InlineData("names", "[]")]
    [InlineData("names", "null")]
    [InlineData(
        "leaving",
        "[{\"path\":\"loras/ink_v1.safetensors\",\"place\":\"versions\",\"item\":\"../../../evil\"}]"
    )]
    [InlineData("leaving", "[{\"path\":\"../evil\",\"place\":\"versions\",\"item\":\"a\"}]")]
    [InlineData("links", "[{\"target\":\"/tmp/x\",\"how\":\"Hard\",\"item\":\"../x\"}]")]
    [InlineData("id", "another")]
    public async Task A_record_that_is_a_strangers_moves_nothing(string member, string value)
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        var path = Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "updates", updated.Id + ".json");
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        record[member] = value.StartsWith('[') || value == "null" ? JsonNode.Parse(value) : value;
        File.WriteAllText(path, record.ToJsonString());
        var before = Snapshot(model);

        var outcome = await RollBackAsync(model, updated.Id!);
        var next = (await model.UpdateAsync()).ShouldHaveSingleItem();

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        next.State.ShouldBe(UpdatedState.Skipped);
        Snapshot(model).ShouldBe(before);
    }

    [Fact]
    public async Task Several_updates_are_taken_back_one_after_the_other()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var first = await model.DownloadAsync(1);
        var once = (await model.UpdateAsync()).ShouldHaveSingleItem();
        // As the model's page looks when a third version came: the same file under a later one.
        using var later = new VersionedModel(sandbox, Version("v3"), Version("v2 again", copyOf: FileOf(model, 0)));
        Rewrite(
            once.NewPath!,
            record =>
                (record["model_id"], record["version_id"], record["file_id"]) = (
                    later.Model.Id,
                    later.Model.Versions[1].Id,
                    later.Model.Versions[1].Files[0].Id
                )
        );
        var twice = (await model.UpdateAsync()).ShouldHaveSingleItem();
        twice.State.ShouldBe(UpdatedState.Updated, twice.Reason);

        var both = await model.Library.Updates.RollBackAsync([twice.Id!, once.Id!], model.Story.Path(), Token);

        both.ShouldAllBe(outcome => outcome.Failure == null);
        File.Exists(first.Path).ShouldBeTrue();
        model
            .Story.Models()
            .Where(path => path.EndsWith(".safetensors", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .ShouldEndWith("ink_v1.safetensors");
    }

    [Fact]
    public async Task What_was_not_updated_or_is_taken_back_already_is_told()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        var updated = (await model.UpdateAsync()).ShouldHaveSingleItem();
        await RollBackAsync(model, updated.Id!);

        var again = await RollBackAsync(model, updated.Id!);
        var never = await RollBackAsync(model, model.Story.Path("loras", "nothing.safetensors"));

        again.Failure!.Code.ShouldBe(FailureCode.NotFound);
        never.Failure!.Message.ShouldContain("no update of");
        model.Library.Updates.List(model.Story.Path()).ShouldHaveSingleItem().IsRolledBack.ShouldBeTrue();
    }

    private static string RecordOf(VersionedModel model, UpdatedFile updated) =>
        Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "updates", updated.Id + ".json");

    private static string StageOf(VersionedModel model, UpdatedFile updated) =>
        JsonNode.Parse(File.ReadAllText(RecordOf(model, updated)))!["stage"]!.GetValue<string>();

    // As one that was killed leaves it.
    private static void SetStage(VersionedModel model, UpdatedFile updated, string stage)
    {
        var record = JsonNode.Parse(File.ReadAllText(RecordOf(model, updated)))!;
        record["stage"] = stage;
        File.WriteAllText(RecordOf(model, updated), record.ToJsonString());
    }

    private static async Task LeaveAsync(VersionedModel model, UpdatedFile updated) =>
        (
            await model.Library.Keeping.Versions.PutAsAsync(updated.NewPath!, updated.Id + "-new", null, Token)
        ).Failure.ShouldBeNull();

    private static int FileOf(VersionedModel model, int version) => model.Model.Versions[version].Files[0].Id;

    private static async Task<RolledBackUpdate> RollBackAsync(VersionedModel model, string name) =>
        (await model.Library.Updates.RollBackAsync([name], model.Story.Path(), Token)).ShouldHaveSingleItem();

    private static string[] Snapshot(VersionedModel model) => Snapshot(model.Story.Path());

    // Names, bytes, times, numbers on the disk and where links lead: exactly as it was means all of these.
    private static string[] Snapshot(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("/.berry/") && !path.Contains("/downloads/"))
                .Order(StringComparer.Ordinal)
                .Select(path =>
                    $"{path} {FileStat.Find(path)?.Stamp} {new FileInfo(path).LinkTarget} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"
                ),
        ];
}
