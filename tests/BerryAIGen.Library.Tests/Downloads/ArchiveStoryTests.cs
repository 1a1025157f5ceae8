using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Models that Civitai has no longer, by the mirrors that an archive knows.</summary>
public sealed class ArchiveStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const int Archived = 610007;

    private static int nextId = 8_800_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_gone_comes_from_a_mirror_and_is_held_to_its_hash(bool isKnown)
    {
        using var story = Story();
        var id = isKnown ? Archived : Deleted().Id;

        var item = (await story.DownloadAsync($"{id}")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe("sha256");
        item.Reason!.ShouldContain("no longer");
        var record = JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;
        ((string?)record["source"]).ShouldBe("civarchive");
        ((bool?)record["gone_upstream"]).ShouldBe(true);
        ((int?)record["model_id"]).ShouldBe(id);
        var file = sandbox.Server.Catalogue.FindModel(id)!.Versions[0].Files[0];
        item.Sha256.ShouldBe(file.Hashes.Sha256.ToLowerInvariant());
        item.Path!.ShouldContain(isKnown ? "checkpoints" : "loras");
    }

    [Fact]
    public async Task A_hash_alone_finds_it_as_well()
    {
        using var story = Story();
        var file = Deleted().Versions[0].Files[0];

        var item = (await story.DownloadAsync($"sha256:{file.Hashes.Sha256}")).Single();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
    }

    [Fact]
    public async Task Wrong_bytes_of_a_mirror_are_never_published()
    {
        using var story = Story();
        sandbox.Server.Faults.Add(new Fault { Path = "/mirror*", WrongByteAt = 3000 });

        var item = (await story.DownloadAsync($"{Deleted().Id}")).Single();
        sandbox.Server.Faults.Clear();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        story.Files().ShouldAllBe(file => !file.EndsWith(".safetensors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_next_mirror_is_asked_when_one_sends_wrong_bytes()
    {
        using var story = Story();
        var model = Deleted();
        sandbox.Server.Faults.Add(new Fault { Path = "/mirror/*", WrongByteAt = 3000 });

        var item = (await story.DownloadAsync($"{model.Id}")).Single();
        sandbox.Server.Faults.Clear();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Sha256.ShouldBe(model.Versions[0].Files[0].Hashes.Sha256.ToLowerInvariant());
    }

    [Fact]
    public async Task The_next_mirror_is_asked_when_one_answers_and_then_gives_nothing()
    {
        using var story = Story();
        // The first question is whether it answers at all.
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/mirror/*",
                Skip = 2,
                Status = 404,
            }
        );

        var item = (await story.DownloadAsync($"{Deleted().Id}")).Single();
        sandbox.Server.Faults.Clear();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
    }

    [Fact]
    public async Task No_key_goes_to_the_archive_or_a_mirror()
    {
        using var story = Story();
        sandbox.Server.Requests.Clear();

        await story.DownloadAsync($"{Deleted().Id}");

        var asked = sandbox.Server.Requests.All.Where(request => request.Host == "storage").ToArray();
        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(request => !request.Headers.ContainsKey("Authorization") && !request.Query.Contains("key"));
    }

    [Theory]
    [InlineData("off")]
    [InlineData(null)]
    public async Task It_is_not_asked_when_it_is_switched_off_or_the_site_is_another(string? setting)
    {
        using var story = setting is null
            ? new LibraryStory(sandbox)
            : new LibraryStory(sandbox, variables: ("BERRY_CIVARCHIVE_URL", setting));

        var item = (await story.DownloadAsync($"{Archived}")).Single();

        item.Failure!.Code.ShouldBe(FailureCode.NotFound);
        item.Reason!.ShouldContain("archived");
    }

    [Fact]
    public async Task What_the_archive_does_not_know_stays_unknown_as_Civitai_says_it()
    {
        using var story = Story();

        var failure = (await story.DownloadAsync("999999")).Single().Failure!;

        failure.Code.ShouldBe(FailureCode.NotFound);
        failure.Message.ShouldContain("999999");
    }

    [Fact]
    public async Task An_archive_in_trouble_is_told_behind_what_Civitai_says()
    {
        using var story = Story();
        sandbox.Server.Faults.Add(new Fault { Path = "/civarchive/*", Status = 503 });

        var failure = (await story.DownloadAsync($"{Archived}")).Single().Failure!;
        sandbox.Server.Faults.Clear();

        failure.Code.ShouldBe(FailureCode.NotFound);
        failure.Message.ShouldContain("archived");
        failure.Message.ShouldContain("503");
    }

    private SeededModel Deleted()
    {
        var id = Interlocked.Increment(ref nextId);
        return sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = id,
                Name = $"Deleted {id}",
                Type = "LORA",
                Status = "Deleted",
                Creator = "northlight",
                Versions = [new VersionSpec()],
            }
        );
    }

    private LibraryStory Story() =>
        new(sandbox, key: "sandbox-key", variables: ("BERRY_CIVARCHIVE_URL", sandbox.Server.ArchiveUrl.AbsoluteUri));
}
