using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Which newer version is an update, and how few questions that takes.</summary>
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
}
