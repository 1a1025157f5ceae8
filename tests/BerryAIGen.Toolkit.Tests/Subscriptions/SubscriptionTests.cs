using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Toolkit.Tests.Driven;
using static BerryAIGen.Toolkit.Tests.Subscriptions.FollowingToolkit;

namespace BerryAIGen.Toolkit.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private const int Lots = 1 << 30;

    [Fact]
    public async Task What_was_there_is_no_news_and_what_comes_is_told_once()
    {
        await using var story = await FollowingToolkit.StartAsync();
        var server = story.Server;
        var none = await server.GetAsync("/api/subscriptions");
        var id = await Proven.ChangesAsync(
            "POST /api/subscriptions",
            () => story.FollowAsync("creator", Creator),
            async () => (await server.GetAsync("/api/subscriptions"))["total_count"]!.GetValue<int>().ShouldBe(1)
        );
        var nothing = await server.GetAsync($"/api/subscriptions/{id}/versions");
        var before = await story.GetAsync(id);
        var version = story.Catalogue.AddVersion(Number, Version("v2"));

        var job = await Proven.ChangesAsync(
            "POST /api/subscriptions/check",
            () => story.CheckAsync(),
            async () => (await story.NotesAsync("subscription_version")).ShouldHaveSingleItem()
        );
        var again = await story.CheckAsync(id);

        job["result"]!["found"]!.GetValue<int>().ShouldBe(1, job.ToJsonString());
        again["result"]!["found"]!.GetValue<int>().ShouldBe(0);
        nothing["total_count"]!.GetValue<int>().ShouldBe(0);
        var note = (await story.NotesAsync("subscription_version")).Single();
        note["message"]!.ToString().ShouldContain("Followed Ink, v2 (SDXL 1.0) is there");
        note["details"]!["version_id"]!.GetValue<int>().ShouldBe(version.Id);
        note["details"]!["early_access"]!.GetValue<bool>().ShouldBeFalse();
        Proven.Tells(
            "GET /api/subscriptions/{id}/versions",
            await server.GetAsync($"/api/subscriptions/{id}/versions"),
            page =>
            {
                page["versions"].AsArray().ShouldHaveSingleItem();
                page["versions"][0]["version_name"].ToString().ShouldBe("v2");
                page["versions"][0]["state"].ToString().ShouldBe("reported");
            },
            unlike: nothing
        );
        Proven.Tells(
            "GET /api/subscriptions/{id}",
            await story.GetAsync(id),
            told => told["counts"]["reported"].GetValue<int>().ShouldBe(1),
            unlike: before
        );
        Proven.Tells(
            "GET /api/subscriptions",
            await server.GetAsync("/api/subscriptions"),
            all => all["subscriptions"][0]["name"].ToString().ShouldBe($"the creator {Creator}"),
            unlike: none
        );
        File.Exists(story.PathOf("ink_v2.safetensors")).ShouldBeFalse();
        await Proven.ChangesAsync(
            "DELETE /api/subscriptions/{id}",
            () => server.DeleteAsync($"/api/subscriptions/{id}"),
            async () => (await server.SendAsync("GET", $"/api/subscriptions/{id}")).Status.ShouldBe(404)
        );
    }

    [Theory]
    [InlineData("creator", Creator)]
    [InlineData("tag", Tag)]
    [InlineData("search", "Followed Ink")]
    [InlineData("model", "720001")]
    public async Task A_new_version_is_fetched_by_the_way_of_every_download(string kind, string value)
    {
        await using var story = await FollowingToolkit.StartAsync();
        var id = await story.FollowAsync(kind, value, new JsonObject { ["policy"] = "fetch" });
        story.Catalogue.AddVersion(Number, Version("v2"));

        var job = await story.CheckAsync();
        var found = await story.FoundAsync(id, "fetched");

        job["result"]!["fetching"]!.GetValue<int>().ShouldBe(1, job.ToJsonString());
        File.Exists(story.PathOf("ink_v2.safetensors")).ShouldBeTrue();
        File.Exists(story.PathOf("ink_v1.safetensors")).ShouldBeFalse();
        (await story.Server.GetAsync($"/api/models/download/{found["task_id"]}"))["status"]!
            .ToString()
            .ShouldBe("completed");
        (await story.CheckAsync())["result"]!["fetching"]!.GetValue<int>().ShouldBe(0);
        (await story.GetAsync(id))["state"]!.ToString().ShouldBe("current");
    }

    [Theory]
    [InlineData("max_version_bytes", 1000, "size")]
    [InlineData("max_day_bytes", 1000, "day")]
    [InlineData("min_free_bytes", long.MaxValue / 4, "disk")]
    public async Task What_would_break_a_limit_waits_with_the_reason_and_is_fetched_when_there_is_room(
        string limit,
        long bytes,
        string code
    )
    {
        await using var story = await FollowingToolkit.StartAsync();
        var id = await story.FollowAsync("creator", Creator, new JsonObject { ["policy"] = "fetch", [limit] = bytes });
        story.Catalogue.AddVersion(Number, Version("v2"));

        var job = await story.CheckAsync();
        var waiting = await story.FoundAsync(id, "waiting");
        var stopped = await story.GetAsync(id);
        await story.CheckAsync();
        var tasks = await story.Server.GetAsync("/api/models/downloads");

        job["result"]!["waiting"]!.GetValue<int>().ShouldBe(1, job.ToJsonString());
        waiting["reason_code"]!.ToString().ShouldBe(code);
        stopped["state"]!.ToString().ShouldBe("stopped");
        stopped["reason"]!.ToString().ShouldContain("Followed Ink v2");
        tasks["total_count"]!.GetValue<int>().ShouldBe(0, tasks.ToJsonString());
        (await story.NotesAsync("subscription_stopped")).ShouldHaveSingleItem();

        await Proven.ChangesAsync(
            "PUT /api/subscriptions/{id}",
            () =>
                story.Server.BodyAsync(
                    "PUT",
                    $"/api/subscriptions/{id}",
                    new JsonObject { [limit] = limit == "min_free_bytes" ? 1 : Lots }.ToJsonString()
                ),
            async () =>
                (await story.GetAsync(id))[limit]!.GetValue<long>().ShouldBe(limit == "min_free_bytes" ? 1 : Lots)
        );
        await story.CheckAsync();
        await story.FoundAsync(id, "fetched");
        (await story.GetAsync(id))["state"]!.ToString().ShouldBe("current");
        File.Exists(story.PathOf("ink_v2.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task Early_access_is_told_and_waits_and_what_is_dangerous_is_refused()
    {
        await using var story = await FollowingToolkit.StartAsync();
        var id = await story.FollowAsync("creator", Creator, new JsonObject { ["policy"] = "fetch" });
        story.Catalogue.AddVersion(Number, Version("v2", earlyDays: 3));

        await story.CheckAsync();
        var waiting = await story.FoundAsync(id, "waiting");
        var pickle = new FileSpec
        {
            Name = "ink_v3.ckpt",
            Format = "PickleTensor",
            Scan = "Danger",
            ScanMessage = "it runs code",
        };
        story.Catalogue.AddVersion(Number, Version("v3", file: pickle), TimeProvider.System.GetUtcNow());
        var job = await story.CheckAsync();
        var refused = (await story.Server.GetAsync($"/api/subscriptions/{id}/versions?state=refused"))["versions"]!;

        waiting["reason_code"]!.ToString().ShouldBe("early_access");
        waiting["early_access_ends"].ShouldNotBeNull();
        var note = (await story.NotesAsync("subscription_version")).Last();
        note["details"]!["early_access"]!.GetValue<bool>().ShouldBeTrue();
        note["message"]!.ToString().ShouldContain("in early access until");
        refused.AsArray().ShouldHaveSingleItem(job.ToJsonString());
        refused[0]!["reason_code"]!.ToString().ShouldBe("policy");
        (await story.GetAsync(id))["state"]!.ToString().ShouldBe("current");
        Directory.GetFiles(story.PathOf("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_creator_that_is_gone_and_a_source_that_is_down_cost_nobody_else_anything()
    {
        await using var story = await FollowingToolkit.StartAsync();
        var gone = await story.FollowAsync("creator", "nobody at all");
        var tag = await story.FollowAsync("tag", "no such tag anywhere");
        var other = await story.FollowAsync("creator", Creator);
        story.Catalogue.AddVersion(Number, Version("v2"));

        var job = await story.CheckAsync();
        story.Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", Status = 400 });
        var down = await story.CheckAsync(other);
        var failed = await story.GetAsync(other);
        story.Sandbox.Server.Faults.Clear();
        story.Catalogue.AddVersion(Number, Version("v3"));
        await story.CheckAsync();

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["gone"]!.GetValue<int>().ShouldBe(2);
        job["result"]!["found"]!.GetValue<int>().ShouldBe(1);
        (await story.GetAsync(gone))["state"]!.ToString().ShouldBe("gone");
        (await story.GetAsync(gone))["reason"]!.ToString().ShouldContain("nobody at all");
        (await story.GetAsync(tag))["state"]!.ToString().ShouldBe("gone");
        down["state"]!.ToString().ShouldBe("failed");
        failed["state"]!.ToString().ShouldBe("failed");
        (await story.GetAsync(other))["counts"]!["reported"]!.GetValue<int>().ShouldBe(2);
        (await story.NotesAsync("subscription_gone")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_was_reported_is_taken_by_hand_and_one_that_is_here_is_not_fetched_again()
    {
        await using var story = await FollowingToolkit.StartAsync();
        var report = await story.FollowAsync("creator", Creator, new JsonObject { ["max_version_bytes"] = 1 });
        var fetch = await story.FollowAsync("tag", Tag, new JsonObject { ["policy"] = "fetch" });
        var version = story.Catalogue.AddVersion(Number, Version("v2"));
        await story.CheckAsync(report);

        await Proven.ChangesAsync(
            "POST /api/subscriptions/{id}/versions/{version}/fetch",
            async () =>
            {
                await story.Server.PostAsync($"/api/subscriptions/{report}/versions/{version.Id}/fetch");
                return await story.FoundAsync(report, "fetched");
            },
            () => File.Exists(story.PathOf("ink_v2.safetensors")).ShouldBeTrue()
        );
        var job = await story.CheckAsync(fetch);

        job["result"]!["fetching"]!.GetValue<int>().ShouldBe(0, job.ToJsonString());
        (await story.FoundAsync(fetch, "here"))["version_id"]!.GetValue<int>().ShouldBe(version.Id);
    }

    [Fact]
    public async Task What_was_published_since_a_day_that_one_names_is_news_and_filters_hold()
    {
        await using var story = await FollowingToolkit.StartAsync();

        var all = await story.FollowAsync("creator", Creator, new JsonObject { ["since"] = 0 });
        var other = await story.FollowAsync(
            "creator",
            Creator,
            new JsonObject { ["since"] = 0, ["base_models"] = new JsonArray("SD 1.5") }
        );
        var types = await story.FollowAsync(
            "creator",
            Creator,
            new JsonObject { ["since"] = 0, ["types"] = new JsonArray("checkpoint") }
        );

        (await story.GetAsync(all))["counts"]!["reported"]!.GetValue<int>().ShouldBe(1);
        (await story.GetAsync(other))["counts"]!.AsObject().ShouldBeEmpty();
        (await story.GetAsync(types))["counts"]!.AsObject().ShouldBeEmpty();
        (await story.GetAsync(types))["types"]![0]!.ToString().ShouldBe("Checkpoint");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_at_once()
    {
        await using var story = await FollowingToolkit.StartAsync();

        await RefusedAsync("POST", "", """{"kind":"friend","value":"x"}""", 400, "creator, tag, search, model");
        await RefusedAsync("POST", "", """{"kind":"model","value":"ink"}""", 400, "number");
        await RefusedAsync("POST", "", """{"kind":"tag"}""", 400, "value");
        await RefusedAsync("POST", "", """{"kind":"tag","value":"x","policy":"take"}""", 400, "report or fetch");
        await RefusedAsync("POST", "", """{"kind":"tag","value":"x","max_day_bytes":-1}""", 400, "number of bytes");
        await RefusedAsync("POST", "", """{"kind":"tag","value":"x","types":["BRUSH"]}""", 400, "BRUSH");
        await RefusedAsync("POST", "", """{"kind":"tag","value":"x","since":-5}""", 400, "since");
        await RefusedAsync("POST", "/check", """{"ids":["sub_nobody"]}""", 404, "sub_nobody");
        await RefusedAsync("GET", "/sub_nobody/versions", null, 404, "sub_nobody");
        await RefusedAsync("POST", "/sub_nobody/versions/1/fetch", "{}", 404, "sub_nobody");
        (await story.Server.GetAsync("/api/subscriptions"))["total_count"]!.GetValue<int>().ShouldBe(0);

        async Task RefusedAsync(string method, string path, string? body, int status, string word)
        {
            var (answered, error) = await story.Server.SendAsync(method, $"/api/subscriptions{path}", body);
            answered.ShouldBe(status, error.ToJsonString());
            error["error"]!["message"]!.ToString().ShouldContain(word);
        }
    }
}
