using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What is done: one's own alone, marked, removed and brought back, used again, and as mature as one wants.</summary>
public sealed class FeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_feed_is_filtered_marked_emptied_and_filled_again()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var first = await story.GenerateAsync(GeneratingToolkit.Form("one"));
        var second = await story.GenerateAsync(GeneratingToolkit.Form("two"));
        var (server, id) = (story.Server, first["id"]!.ToString());
        var all = await server.GetAsync("/api/generation/feed?limit=1");
        all["generations"]![0]!["id"]!.ToString().ShouldBe(second["id"]!.ToString());

        Proven.Tells(
            "GET /api/generation/feed",
            await server.GetAsync($"/api/generation/feed?limit=1&cursor={all["next"]}"),
            told => told["generations"][0]["id"].ToString().ShouldBe(id),
            unlike: all
        );
        await Proven.ChangesAsync(
            "PUT /api/generation/feed/{id}",
            () =>
                server.SendAsync(
                    "PUT",
                    $"/api/generation/feed/{id}",
                    """{"favourite":true,"add_tags":["best","fox"]}"""
                ),
            async () => (await IdsAsync(server, "favourite=true&tag=fox&media=image&workflow=txt2img")).ShouldBe([id])
        );
        await server.SendAsync("PUT", $"/api/generation/feed/{id}", """{"remove_tags":["fox"]}""");
        (await IdsAsync(server, "tag=fox")).ShouldBeEmpty();
        (await IdsAsync(server, "media=video")).ShouldBeEmpty();
        (await IdsAsync(server, "workflow=img2img")).ShouldBeEmpty();
        (await IdsAsync(server, "favourite=true")).ShouldBe([id]);
        await Proven.ChangesAsync(
            "DELETE /api/generation/feed/{id}",
            () => server.DeleteAsync($"/api/generation/feed/{id}"),
            async () => (await IdsAsync(server, "")).ShouldBe([second["id"]!.ToString()])
        );
        (await IdsAsync(server, "removed=true")).ShouldBe([id]);
        story.Files().Length.ShouldBe(2);
        await Proven.ChangesAsync(
            "POST /api/generation/feed/{id}/restore",
            () => server.PostAsync($"/api/generation/feed/{id}/restore"),
            async () => (await IdsAsync(server, "")).Count.ShouldBe(2)
        );
    }

    [Fact]
    public async Task Results_are_sent_one_by_one_and_as_a_zip_and_their_form_is_used_again()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var row = await story.GenerateAsync(GeneratingToolkit.Form(quantity: 2));
        var (server, id) = (story.Server, row["id"]!.ToString());
        var outputs = row["outputs"]!.AsArray();
        var bytes = await server.Http.GetByteArrayAsync(outputs[0]!["url"]!.ToString(), Stop);
        var other = await server.Http.GetByteArrayAsync(outputs[1]!["url"]!.ToString(), Stop);

        Proven.Tells(
            "GET /api/generation/outputs/{id}",
            bytes,
            told => told.ShouldBe(File.ReadAllBytes(outputs[0]!["path"]!.ToString())),
            unlike: other
        );
        var zipped = await server.Http.GetByteArrayAsync($"/api/generation/feed/archive?ids={id}", Stop);
        Proven.Tells(
            "GET /api/generation/feed/archive",
            zipped,
            told => NamesIn(told).Order().ShouldBe(story.Files().Select(Path.GetFileName).Order()),
            unlike: bytes
        );
        var again = await server.GetAsync($"/api/generation/{id}/form");
        var video = await server.GetAsync($"/api/generation/{id}/form?for=img2vid&output=2");
        Proven.Tells(
            "GET /api/generation/{id}/form",
            again,
            told => told["form"]["seed"].GetValue<int>().ShouldBe(7),
            unlike: video
        );
        video["form"]!["workflow"]!.ToString().ShouldBe("img2vid");
        video["form"]!["images"]![0]!["url"]!.ToString().ShouldContain("/v2/consumer/blobs/");
        // What SDXL has, an engine of videos does not take; it is said.
        video["form"]!.AsObject().ShouldNotContainKey("ecosystem");
        video["notes"]!.AsArray().ShouldNotBeEmpty();
        (await server.PostAsync("/api/generation/quote", video["form"]!.DeepClone()))["total"]!
            .GetValue<int>()
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Mature_results_are_shown_blurred_or_hidden_and_what_is_withheld_is_unlocked()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        var usual = await server.GetAsync("/api/generation/levels");
        story.Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1000);
        story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
        // Paid with safe Buzz, so it is withheld.
        var row = await story.GenerateAsync();
        var withheld = row["outputs"]![0]!;
        withheld["display"]!.ToString().ShouldBe("hide", row.ToJsonString());
        withheld["blocked_reason"].ShouldNotBeNull();
        withheld["url"].ShouldBeNull();
        row["unlockable"]!.GetValue<bool>().ShouldBeTrue();

        await Proven.ChangesAsync(
            "POST /api/generation/queue/{id}/unlock",
            () => server.PostAsync($"/api/generation/queue/{row["id"]}/unlock"),
            async () =>
            {
                var now = await story.EndAsync(row);
                (now["outputs"]![0]!["display"]!.ToString(), story.Files().Length).ShouldBe(("blur", 1));
            }
        );
        var blurred = (await server.GetAsync($"/api/generation/queue/{row["id"]}"))["outputs"]![0]!;
        blurred["level"]!.ToString().ShouldBe("r");
        blurred["url"].ShouldNotBeNull();
        await Proven.ChangesAsync(
            "PUT /api/generation/levels",
            () => server.SendAsync("PUT", "/api/generation/levels", """{"above":"hide","request_limit":"pg13"}"""),
            async () =>
                (await server.GetAsync($"/api/generation/queue/{row["id"]}"))["outputs"]![0]!["display"]!
                    .ToString()
                    .ShouldBe("hide")
        );
        Proven.Tells(
            "GET /api/generation/levels",
            await server.GetAsync("/api/generation/levels"),
            told => told["request_limit"].ToString().ShouldBe("pg13"),
            unlike: usual
        );
        var hidden = await server.FailAsync(HttpMethod.Get, blurred["url"]!.ToString(), HttpStatusCode.Forbidden);
        hidden["message"]!.ToString().ShouldContain("browsing limit");
        await server.FailAsync(
            HttpMethod.Get,
            $"/api/generation/{row["id"]}/form?for=img2vid",
            HttpStatusCode.Forbidden
        );
        await server.FailAsync(
            HttpMethod.Put,
            "/api/generation/levels",
            HttpStatusCode.BadRequest,
            new JsonObject { ["browsing_limit"] = "naughty" }
        );
        await server.SendAsync("PUT", "/api/generation/levels", """{"browsing_limit":"xxx"}""");
        (await server.GetAsync($"/api/generation/queue/{row["id"]}"))["outputs"]![0]!["display"]!
            .ToString()
            .ShouldBe("show");
        var safe = await story.SubmitAsync();
        var body = await story.BodyAsync(safe);
        body["nsfwLevel"]!.ToString().ShouldBe("pg13");
        body["allowMatureContent"]!.GetValue<bool>().ShouldBeFalse();
        await story.EndAsync(safe);
    }

    [Fact]
    public async Task What_is_withheld_is_not_paid_for_whoever_asks_for_nothing_mature()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1000);
        story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
        var row = await story.GenerateAsync();
        var unlock = $"/api/generation/queue/{row["id"]}/unlock";
        var before = story.Orchestrator.BalanceOf("sandbox-key", "yellow");
        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"pg13"}""");

        var refused = await story.Server.FailAsync(HttpMethod.Post, unlock, HttpStatusCode.Forbidden);

        refused["message"]!.ToString().ShouldContain("your request limit is pg13");
        story.Orchestrator.BalanceOf("sandbox-key", "yellow").ShouldBe(before);
        story.Sandbox.Server.Requests.All.ShouldNotContain(request => request.Method == "PUT");
        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"r"}""");
        await story.Server.PostAsync(unlock);
        (await story.EndAsync(row))["outputs"]![0]!["blocked_reason"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_withheld_is_paid_anew_only_when_there_is_room_for_it_and_once()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_QUEUE", "1"));
        story.Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1000);
        story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
        var row = await story.GenerateAsync();
        var unlock = $"/api/generation/queue/{row["id"]}/unlock";
        story.Orchestrator.HoldBefore = "processing";
        var other = await story.SubmitAsync();
        await story.UntilAsync(other, now => now["workflow_id"] is not null);
        var before = story.Orchestrator.BalanceOf("sandbox-key", "yellow");

        var full = await story.Server.FailAsync(HttpMethod.Post, unlock, HttpStatusCode.Conflict);
        full["message"]!.ToString().ShouldContain("1 are allowed");
        story.Orchestrator.BalanceOf("sandbox-key", "yellow").ShouldBe(before);
        story.Orchestrator.HoldBefore = null;
        await story.EndAsync(other);
        var both = await Task.WhenAll(story.Server.SendAsync("POST", unlock), story.Server.SendAsync("POST", unlock));

        both.Select(one => one.Status).Order().ShouldBe([200, 409]);
        var done = await story.EndAsync(row);
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["outputs"]![0]!["blocked_reason"].ShouldBeNull();
        story.Sandbox.Server.Requests.All.Count(request => request.Method == "PUT").ShouldBe(1);
    }

    [Fact]
    public async Task Another_key_sees_nothing_of_it()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var row = await story.GenerateAsync();
        var (server, id) = (story.Server, row["id"]!.ToString());
        await story.BecomeOtherAsync();

        (await IdsAsync(server, "")).ShouldBeEmpty();
        (await server.GetAsync("/api/generation/queue"))["total_count"]!.GetValue<int>().ShouldBe(0);
        foreach (
            var (method, path) in ((HttpMethod, string)[])
                [
                    (HttpMethod.Get, $"/api/generation/queue/{id}"),
                    (HttpMethod.Get, $"/api/generation/{id}/form"),
                    (HttpMethod.Get, $"/api/generation/outputs/{row["outputs"]![0]!["id"]}"),
                    (HttpMethod.Get, $"/api/generation/feed/archive?ids={id}"),
                    (HttpMethod.Delete, $"/api/generation/feed/{id}"),
                    (HttpMethod.Post, $"/api/generation/queue/{id}/retry"),
                    (HttpMethod.Post, $"/api/generation/queue/{id}/cancel"),
                ]
        )
            await server.FailAsync(method, path, HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(RunningToolkit server, string query) =>
        [
            .. (await server.GetAsync($"/api/generation/feed?{query}"))["generations"]!
                .AsArray()
                .Select(row => row!["id"]!.ToString()),
        ];

    private static IEnumerable<string> NamesIn(byte[] zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip));
            return [.. archive.Entries.Select(entry => entry.Name)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
