using System.IO.Compression;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Orchestration;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Each person asks for and sees what this person wants, on one server.</summary>
public sealed class PersonLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_ask_for_and_see_what_each_of_them_wants()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.SetBalance("sandbox-key", 100_000);
        var other = await story.NewKeyAsync();
        await LimitAsync(story, """{"request_limit":"r","browsing_limit":"xxx"}""");
        story.Become(other);
        var usual = await story.Server.GetAsync("/api/generation/levels");
        await LimitAsync(story, """{"request_limit":"pg13","above":"hide"}""");
        story.Become(null);

        var (mine, mineBody) = await MatureAsync();
        var levels = await story.Server.GetAsync("/api/generation/levels");
        story.Become(other);
        var theirs = await story.SubmitAsync();
        var theirsBody = await story.BodyAsync(theirs);

        usual["request_limit"]!.ToString().ShouldBe("xxx");
        levels["request_limit"]!.ToString().ShouldBe("r");
        (mineBody["nsfwLevel"]!.ToString(), mineBody["allowMatureContent"]).ShouldBe(("r", null));
        (theirsBody["nsfwLevel"]!.ToString(), theirsBody["allowMatureContent"]!.GetValue<bool>()).ShouldBe(
            ("pg13", false)
        );
        mine["outputs"]![0]!["display"]!.ToString().ShouldBe("show", mine.ToJsonString());
        await story.EndAsync(theirs);
        await LimitAsync(story, """{"request_limit":"xxx"}""");
        var (hidden, _) = await MatureAsync();
        hidden["outputs"]![0]!["display"]!.ToString().ShouldBe("hide", hidden.ToJsonString());
        hidden["outputs"]![0]!["level"]!.ToString().ShouldBe("r");

        async Task<(JsonNode Row, JsonNode Body)> MatureAsync()
        {
            story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
            var row = await story.GenerateAsync();
            return (row, await story.BodyAsync(row));
        }
    }

    [Fact]
    public async Task A_zip_leaves_out_what_is_hidden_and_has_it_again_when_it_is_shown()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.SetBalance("sandbox-key", 100_000);
        var safe = await story.GenerateAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
        var mature = await story.GenerateAsync();
        var archive = $"/api/generation/feed/archive?ids={safe["id"]},{mature["id"]}";

        await LimitAsync(story, """{"above":"hide"}""");
        var without = await NamesAsync(story, archive);
        await LimitAsync(story, """{"browsing_limit":"xxx"}""");
        var with = await NamesAsync(story, archive);

        without.ShouldBe([Path.GetFileName(safe["outputs"]![0]!["path"]!.ToString())]);
        with.ShouldBe(story.Files().Select(Path.GetFileName), ignoreOrder: true);
        with.Length.ShouldBe(2);
    }

    private static async Task LimitAsync(GeneratingToolkit story, string limits) =>
        (await story.Server.SendAsync("PUT", "/api/generation/levels", limits)).Status.ShouldBe(200);

    private static async Task<string[]> NamesAsync(GeneratingToolkit story, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(await story.Server.Http.GetByteArrayAsync(path, Stop)));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
