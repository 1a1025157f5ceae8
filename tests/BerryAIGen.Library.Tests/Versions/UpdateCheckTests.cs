using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

public sealed class UpdateCheckTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_newer_version_for_the_same_base_and_variant_is_an_update()
    {
        using var model = new VersionedModel(sandbox, Version("v3"), Version("v2"), Version("v1"));
        var item = await model.DownloadAsync(2);
        var sidecar = File.ReadAllBytes(item.Sidecar!);

        var finding = await model.CheckOneAsync();

        finding.State.ShouldBe(UpdateState.UpdateAvailable, finding.Reason);
        finding.Upstream.ShouldBe(UpstreamState.Same);
        finding.Update!.VersionId.ShouldBe(model.Model.Versions[0].Id);
        finding.Update.FileId.ShouldBe(model.Model.Versions[0].Files[0].Id);
        finding.VersionName.ShouldBe("v1");
        File.ReadAllBytes(item.Sidecar!).ShouldBe(sidecar);
    }

    [Fact]
    public async Task The_newest_version_is_current()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(0);

        var finding = await model.CheckOneAsync();

        finding.State.ShouldBe(UpdateState.Current);
        finding.Update.ShouldBeNull();
        finding.Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData("Pony", "fp16", "Standard", "newer versions are for Pony")]
    [InlineData("SDXL 1.0", "fp16", "Inpainting", "newer versions are for SDXL 1.0")]
    [InlineData("SDXL 1.0", "fp32", "Standard", "v2 has no such file")]
    public async Task Another_base_or_variant_is_no_update(string baseModel, string fp, string kind, string reason)
    {
        using var model = new VersionedModel(sandbox, Version("v2", baseModel, fp, kind: kind), Version("v1"));
        await model.DownloadAsync(1);

        var finding = await model.CheckOneAsync();

        finding.State.ShouldBe(UpdateState.Current);
        finding.Update.ShouldBeNull();
        finding.Reason!.ShouldContain(reason);
    }

    [Fact]
    public async Task The_same_bytes_under_another_version_are_no_update()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        var file = model.Model.Versions[0].Files[0].Id;
        var twice = sandbox.Server.Catalogue.Add(Spec(Version("again", copyOf: file), Version("first", copyOf: file)));
        await model.Story.DownloadAsync($"{twice.Id}@{twice.Versions[1].Id}");

        (await model.CheckOneAsync()).State.ShouldBe(UpdateState.Current);
    }

    [Fact]
    public async Task Early_access_is_told_with_its_end_and_hides_no_older_update()
    {
        using var model = new VersionedModel(sandbox, Version("v2", earlyDays: 3), Version("v1"));
        await model.DownloadAsync(1);
        using var other = new VersionedModel(sandbox, Version("v3", earlyDays: 3), Version("v2"), Version("v1"));
        await other.DownloadAsync(2);

        var early = await model.CheckOneAsync();
        var both = await other.CheckOneAsync();

        early.State.ShouldBe(UpdateState.EarlyAccess);
        early.Update.ShouldBeNull();
        early.EarlyAccess!.EarlyAccessEnds.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        early.Reason!.ShouldContain("early access until");
        both.State.ShouldBe(UpdateState.UpdateAvailable);
        both.Update!.VersionName.ShouldBe("v2");
        both.EarlyAccess!.VersionName.ShouldBe("v3");
    }

    [Fact]
    public async Task A_newer_version_that_is_here_already_is_no_update_of_the_older_one()
    {
        using var model = new VersionedModel(sandbox, Version("v3"), Version("v2"), Version("v1"));
        var older = await model.DownloadAsync(2);
        await model.DownloadAsync(1);

        var findings = await model.CheckAsync();
        var alone = (await model.CheckAsync(older.Path!)).ShouldHaveSingleItem();

        findings.Select(finding => finding.State).ShouldBe([UpdateState.NewerHere, UpdateState.UpdateAvailable]);
        alone.State.ShouldBe(UpdateState.NewerHere);
        alone.Reason!.ShouldContain("v2 is here as well");
    }

    [Fact]
    public async Task Other_bytes_under_the_same_version_are_a_state_of_their_own()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        var item = await model.DownloadAsync(0);
        var sidecar = File.ReadAllBytes(item.Sidecar!);
        sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models*", Changes = AnswerChanges.WrongHashes });

        var finding = await model.CheckOneAsync();

        finding.State.ShouldBe(UpdateState.ChangedUpstream);
        finding.Upstream.ShouldBe(UpstreamState.Changed);
        finding.Replacement!.VersionId.ShouldBe(model.Model.Versions[0].Id);
        File.ReadAllBytes(item.Sidecar!).ShouldBe(sidecar);
    }

    [Fact]
    public async Task A_model_that_is_gone_keeps_its_record_and_is_not_asked_for_at_once_again()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        var item = await model.DownloadAsync(0);
        Rewrite(item.Path!, record => (record["model_id"], record["version_id"]) = (999_999_998, 999_999_997));
        var sidecar = File.ReadAllBytes(item.Sidecar!);

        var first = await model.CheckOneAsync();
        sandbox.Server.Requests.Clear();
        var second = await model.CheckOneAsync();

        first.State.ShouldBe(UpdateState.GoneUpstream, first.Reason);
        first.GoneSince.ShouldNotBeNull();
        second.State.ShouldBe(UpdateState.GoneUpstream);
        second.GoneSince.ShouldBe(first.GoneSince);
        sandbox.Server.Requests.All.ShouldBeEmpty();
        File.ReadAllBytes(item.Sidecar!).ShouldBe(sidecar);
    }

    [Fact]
    public async Task A_version_that_is_gone_is_told_beside_the_update()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var item = await model.DownloadAsync(1);
        Rewrite(item.Path!, record => record["version_id"] = 1);

        var finding = await model.CheckOneAsync();

        finding.Upstream.ShouldBe(UpstreamState.Gone);
        finding.State.ShouldBe(UpdateState.UpdateAvailable);
        finding.Update!.VersionName.ShouldBe("v2");
        finding.Reason!.ShouldContain("has version 1 no more");
    }

    [Fact]
    public async Task Of_an_archived_model_nothing_is_offered()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        var item = await model.DownloadAsync(0);
        var archived = sandbox.Server.Catalogue.Add(Spec(Version("a2"), Version("a1")) with { Mode = "Archived" });
        Rewrite(
            item.Path!,
            record => (record["model_id"], record["version_id"]) = (archived.Id, archived.Versions[1].Id)
        );

        var finding = await model.CheckOneAsync();

        (finding.State, finding.Update).ShouldBe((UpdateState.GoneUpstream, null));
        finding.Reason!.ShouldContain("archived");
    }

    [Fact]
    public async Task Nothing_is_offered_for_a_file_of_which_nobody_knows_the_base_model()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var item = await model.DownloadAsync(1);
        // A version that its page has no more, and a record of another program that says little.
        Rewrite(
            item.Path!,
            record =>
            {
                record["version_id"] = 1;
                record.Remove("base_model");
                record["version"]!.AsObject().Remove("baseModel");
            }
        );

        var finding = await model.CheckOneAsync();

        (finding.State, finding.Update).ShouldBe((UpdateState.GoneUpstream, null));
    }

    [Fact]
    public async Task Files_without_a_record_are_found_by_their_hashes_in_one_question()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var item = await model.DownloadAsync(1);
        File.Delete(item.Sidecar!);
        foreach (var file in Directory.GetFiles(model.Story.Path(".berry")))
            File.Delete(file);

        var unknown = await model.CheckOneAsync();
        var found = (
            await model.Library.Updates.CheckAsync(
                new UpdateQuestion { Paths = [model.Story.Path()], Hashes = true },
                reading: null,
                Token
            )
        ).ShouldHaveSingleItem();

        unknown.State.ShouldBe(UpdateState.Unknown);
        unknown.Reason!.ShouldContain("--hash");
        found.State.ShouldBe(UpdateState.UpdateAvailable, found.Reason);
    }

    [Fact]
    public async Task A_list_that_is_refused_costs_only_its_own_models_their_answer()
    {
        using var model = new VersionedModel(sandbox, Version("v1"));
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models",
                Status = 400,
                Times = 1,
            }
        );
        int[] ids = [.. Enumerable.Range(910_001, 100), model.Model.Id];

        var answers = await new UpstreamModels(model.Library.Civitai).AskAsync(ids, Token);

        answers[910_001].Failure.ShouldNotBeNull();
        (answers[model.Model.Id].Failure, answers[model.Model.Id].Versions.Count).ShouldBe((null, 1));
    }

    [Fact]
    public async Task Many_models_are_asked_for_with_one_question()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        for (var number = 0; number < 3; number++)
        {
            var other = sandbox.Server.Catalogue.Add(Spec(Version("v1", file: $"other_{number}.safetensors")));
            await model.Story.DownloadAsync($"{other.Id}");
        }

        sandbox.Server.Requests.Clear();
        var findings = await model.CheckAsync();

        findings.Count.ShouldBe(4);
        sandbox.Server.Requests.All.ShouldHaveSingleItem().Path.ShouldBe("/api/v1/models");
    }

    [Fact]
    public async Task A_list_that_fails_is_a_failure_of_its_models_and_nothing_is_lost()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        await model.DownloadAsync(1);
        model.Story.Write("ComfyUI/models/loras/mine.safetensors", TinySafetensors.Create(100));
        sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models*", Status = 503 });

        var findings = await model.CheckAsync();

        findings.Select(finding => finding.State).ShouldBe([UpdateState.Failed, UpdateState.Unknown]);
        findings[0].Failure!.Code.ShouldBe(FailureCode.Network);
    }

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
