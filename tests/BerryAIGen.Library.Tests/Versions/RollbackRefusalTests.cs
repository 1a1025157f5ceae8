using System.Text.Json.Nodes;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Versions.Rollbacks;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>What is not as the update left it is not taken back, and nothing is changed.</summary>
public sealed class RollbackRefusalTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task An_old_version_that_is_not_there_any_more_changes_nothing()
    {
        using var model = new VersionedModel(sandbox, Version("v2"), Version("v1"));
        var updated = await UpdatedAsync(model);
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
        var updated = await UpdatedAsync(model);
        PutAnother(updated);
        var before = Snapshot(model);

        var outcome = await RollBackAsync(model, updated.Id!);

        outcome.Failure!.Code.ShouldBe(FailureCode.Conflict);
        outcome.Failure.Message.ShouldContain("another file than the one that the update brought");
        Snapshot(model).ShouldBe(before);
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
        var updated = await UpdatedAsync(model);
        var path = RecordOf(model, updated);
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
}
