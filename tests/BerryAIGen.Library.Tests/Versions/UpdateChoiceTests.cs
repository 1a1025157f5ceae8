using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>What a person pins, ignores or follows.</summary>
public sealed class UpdateChoiceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task What_a_person_pins_or_ignores_is_not_offered_until_it_is_followed_again()
    {
        using var model = new VersionedModel(sandbox, Version("v3"), Version("v2"), Version("v1"));
        var path = (await model.DownloadAsync(2)).Path!;
        var updates = model.Library.Updates;

        await updates.ChooseAsync(
            path,
            new UpdateChoiceChange { IgnoredVersion = model.Model.Versions[0].Id },
            null,
            Token
        );
        var older = await model.CheckOneAsync();
        await updates.ChooseAsync(path, new UpdateChoiceChange { Pinned = true }, null, Token);
        var pinned = await model.CheckOneAsync();
        await updates.ChooseAsync(path, new UpdateChoiceChange { Ignored = true }, null, Token);
        var ignored = await model.CheckOneAsync();
        await updates.ChooseAsync(path, new UpdateChoiceChange { FollowsAll = true }, null, Token);
        var followed = await model.CheckOneAsync();

        older.Update!.VersionName.ShouldBe("v2");
        pinned.State.ShouldBe(UpdateState.Pinned);
        pinned.Reason!.ShouldContain("v2 is newer");
        ignored.State.ShouldBe(UpdateState.Ignored);
        followed.Update!.VersionName.ShouldBe("v3");
    }

    [Fact]
    public async Task Choices_that_cannot_be_read_stop_the_offer_instead_of_being_forgotten()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        File.WriteAllText(Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "updates.json"), "{ mine");

        var finding = await model.CheckOneAsync();

        finding.State.ShouldBe(UpdateState.Failed);
        finding.Failure!.Message.ShouldContain("updates.json cannot be read");
    }

    [Fact]
    public async Task Choices_that_a_person_wrote_by_hand_may_leave_things_out()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var path = (await model.DownloadAsync(1)).Path!;
        File.WriteAllText(
            Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "updates.json"),
            """{"models":{"ID":{"ignored":true}}}""".Replace("ID", $"{model.Model.Id}")
        );

        var ignored = await model.CheckOneAsync();
        await model.Library.Updates.ChooseAsync(
            path,
            new UpdateChoiceChange { Ignored = false, Pinned = true },
            null,
            Token
        );

        ignored.State.ShouldBe(UpdateState.Ignored);
        (await model.CheckOneAsync()).State.ShouldBe(UpdateState.Pinned);
    }

    [Fact]
    public async Task A_choice_that_says_nothing_or_too_much_is_refused()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        var path = (await model.DownloadAsync(0)).Path!;
        var own = model.Story.Write("ComfyUI/models/loras/mine.safetensors", TinySafetensors.Create(100));

        await ShouldRefuseAsync(path, new UpdateChoiceChange(), "Say what you want");
        await ShouldRefuseAsync(path, new UpdateChoiceChange { Newest = 0 }, "not 0");
        await ShouldRefuseAsync(own, new UpdateChoiceChange { Pinned = true }, "No version of");
        await ShouldRefuseAsync(model.Story.Path(), new UpdateChoiceChange { Pinned = true }, "is a folder");

        async Task ShouldRefuseAsync(string subject, UpdateChoiceChange change, string sentence) =>
            (
                await Should.ThrowAsync<LibraryException>(() =>
                    model.Library.Updates.ChooseAsync(subject, change, null, Token)
                )
            ).Message.ShouldContain(sentence);
    }
}
