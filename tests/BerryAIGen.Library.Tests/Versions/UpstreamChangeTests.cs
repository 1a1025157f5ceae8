using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Versions that change, go, or are archived where they came from.</summary>
public sealed class UpstreamChangeTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
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
}
