using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Keeping.Refreshing;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Keeping;

public sealed class RefreshTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task What_a_person_wrote_or_changed_stays_and_what_the_source_knows_comes()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var record = SidecarStore.Find(item.Path!)!;
        var creator = record["creator"]!.ToString();
        record["my_notes"] = "at 0.7";
        record["base_model"] = "Pony";
        record["tags"]!.AsArray().Add("mine");
        record["creator"] = null;
        record["statistics"] = new JsonObject { ["downloadCount"] = 1 };
        File.WriteAllText(item.Sidecar!, record.ToJsonString());

        var first = (await RefreshAsync(story)).ShouldHaveSingleItem();
        var second = (await RefreshAsync(story)).ShouldHaveSingleItem();

        first.State.ShouldBe(RefreshState.Refreshed, first.Reason);
        first.Changes.ShouldBe(["creator", "statistics"], ignoreOrder: true);
        second.State.ShouldBe(RefreshState.Unchanged, string.Join(' ', second.Changes));
        var after = SidecarStore.Find(item.Path!)!;
        after["my_notes"]!.ToString().ShouldBe("at 0.7");
        after["base_model"]!.ToString().ShouldBe("Pony");
        after["tags"]!.AsArray().Select(tag => tag!.ToString()).ShouldContain("mine");
        after["creator"]!.ToString().ShouldBe(creator);
        after["statistics"]!["downloadCount"]!.GetValue<int>().ShouldBeGreaterThan(1);
        after["hashes"]!["sha256"]!.ToString().ShouldBe(item.Sha256);
        after["verified_by"]!.ToString().ShouldBe("sha256");
    }

    [Fact]
    public async Task A_file_without_a_sidecar_is_found_by_its_hash()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        File.Delete(item.Sidecar!);
        foreach (var file in Directory.GetFiles(story.Path(".berry")))
            File.Delete(file);
        (await RefreshAsync(story))[0].State.ShouldBe(RefreshState.Unknown);
        await story.Library.Keeping.IndexAsync([story.Path()], hashes: true, null, Token);

        var refreshed = (await RefreshAsync(story)).ShouldHaveSingleItem();

        refreshed.State.ShouldBe(RefreshState.Refreshed, refreshed.Reason);
        SidecarStore.Find(item.Path!)!["version_id"]!.GetValue<int>().ShouldBe(87153);
    }

    [Fact]
    public async Task A_model_that_the_source_has_no_more_keeps_its_record()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var record = SidecarStore.Find(item.Path!)!;
        (record["model_id"], record["version_id"]) = (999_999_999, 999_999_998);
        File.WriteAllText(item.Sidecar!, record.ToJsonString());
        var before = File.ReadAllText(item.Sidecar!);

        var refreshed = (await RefreshAsync(story)).ShouldHaveSingleItem();

        refreshed.State.ShouldBe(RefreshState.Gone);
        File.ReadAllText(item.Sidecar!).ShouldBe(before);
    }

    [Fact]
    public async Task A_sidecar_that_cannot_be_read_is_left_as_it_is()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        File.WriteAllText(item.Sidecar!, "{ my words");

        var refreshed = (await RefreshAsync(story)).ShouldHaveSingleItem();

        refreshed.Failure.ShouldNotBeNull().Message.ShouldContain("cannot be read");
        File.ReadAllText(item.Sidecar!).ShouldBe("{ my words");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<IReadOnlyList<RefreshedFile>> RefreshAsync(LibraryStory story) =>
        story.Library.Keeping.RefreshAsync([story.Path()], Token);
}
