using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Updates as a person wants them: channels, pins, early access.</summary>
public sealed class UpdateWishTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
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
}
