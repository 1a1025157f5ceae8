using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.Rollbacks;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Updates that are taken back, with all that belongs to their files.</summary>
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
        var updated = await UpdatedAsync(model);
        await RollBackAsync(model, updated.Id!);

        var again = await RollBackAsync(model, updated.Id!);
        var never = await RollBackAsync(model, model.Story.Path("loras", "nothing.safetensors"));

        again.Failure!.Code.ShouldBe(FailureCode.NotFound);
        never.Failure!.Message.ShouldContain("no update of");
        model.Library.Updates.List(model.Story.Path()).ShouldHaveSingleItem().IsRolledBack.ShouldBeTrue();
    }

    private static int FileOf(VersionedModel model, int version) => model.Model.Versions[version].Files[0].Id;
}
