using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Updates;

public sealed class UpdateRoutesTests
{
    [Fact]
    public async Task A_check_finds_what_is_newer_and_tells_it_once()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var server = story.Server;
        var none = await server.GetAsync("/api/updates");

        var job = await Proven.ChangesAsync(
            "POST /api/updates/check",
            () => story.RunAsync("/api/updates/check"),
            async () => (await CountAsync(story, "update_available")).ShouldBe(1)
        );
        var again = await story.RunAsync(
            "/api/updates/check",
            new JsonObject { ["model_ids"] = new JsonArray(story.Id) }
        );

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["notified"]!.GetValue<int>().ShouldBe(1);
        again["result"]!["notified"]!.GetValue<int>().ShouldBe(0);
        Proven.Tells(
            "GET /api/updates",
            await server.GetAsync("/api/updates?state=update_available"),
            told => told["updates"][0]["update"]["version_name"].ToString().ShouldBe("v2"),
            unlike: none
        );
        (await server.GetAsync("/api/updates?state=pinned"))["updates"]!.AsArray().ShouldBeEmpty();
        Proven.Tells(
            "GET /api/notifications",
            await server.GetAsync("/api/notifications?unread=true"),
            told => told["notifications"][0]["message"].ToString().ShouldBe("Versioned Ink: v2 is there."),
            unlike: await server.GetAsync("/api/notifications?unread=false")
        );
        await Proven.ChangesAsync(
            "POST /api/notifications/read",
            () => server.PostAsync("/api/notifications/read", new JsonObject()),
            async () => (await server.GetAsync("/api/notifications"))["unread_count"]!.GetValue<int>().ShouldBe(0)
        );
    }

    [Fact]
    public async Task A_model_is_updated_and_rolled_back_under_its_id_with_what_a_person_wrote()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var (server, id) = (story.Server, story.Id);
        await server.SendAsync("PATCH", $"/api/models/{id}", """{"notes":"at 0.7","tags":["mine"]}""");
        await story.RunAsync("/api/updates/check");
        var before = File.ReadAllBytes(story.OldPath);
        var never = await server.GetAsync("/api/updates/history");

        var job = await Proven.ChangesAsync(
            "POST /api/updates/apply",
            () => story.RunAsync("/api/updates/apply"),
            () =>
            {
                File.Exists(story.NewPath).ShouldBeTrue();
                File.Exists(story.OldPath).ShouldBeFalse();
            }
        );

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["updated"]![0]!["path"]!.ToString().ShouldBe(story.NewPath);
        var updated = await server.GetAsync($"/api/models/{id}");
        updated["local_path"]!.ToString().ShouldBe(story.NewPath);
        updated["notes"]!.ToString().ShouldBe("at 0.7");
        updated["status"]!.ToString().ShouldBe("local");
        (await LocalAsync(story)).ShouldBe([id]);
        Proven.Tells(
            "GET /api/updates/history",
            await server.GetAsync("/api/updates/history"),
            told => told["updates"][0]["to_version"].GetValue<int>().ShouldBe(story.Newer.Id),
            unlike: never
        );

        await Proven.ChangesAsync(
            "POST /api/models/{id}/rollback",
            () => server.PostAsync($"/api/models/{id}/rollback", new JsonObject()),
            () => File.Exists(story.OldPath).ShouldBeTrue()
        );

        File.ReadAllBytes(story.OldPath).ShouldBe(before);
        File.Exists(story.NewPath).ShouldBeFalse();
        var back = await server.GetAsync($"/api/models/{id}");
        back["local_path"]!.ToString().ShouldBe(story.OldPath);
        back["notes"]!.ToString().ShouldBe("at 0.7");
        (await LocalAsync(story)).ShouldBe([id]);
        await server.FailAsync(
            HttpMethod.Post,
            $"/api/models/{id}/rollback",
            HttpStatusCode.NotFound,
            new JsonObject()
        );
    }

    [Fact]
    public async Task A_kept_old_version_and_an_update_that_is_none_of_the_model()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var (server, id) = (story.Server, story.Id);
        await story.RunAsync("/api/updates/check");
        var job = await story.RunAsync("/api/updates/apply", new JsonObject { ["old"] = "keep" });
        var update = job["result"]!["updated"]![0]!["update_id"]!.ToString();
        var newer = (await LocalAsync(story)).Single(other => other != id);

        var unknown = await RefusedAsync(id, "20260101-000000-0000", HttpStatusCode.NotFound);
        unknown["message"]!.ToString().ShouldContain("/api/updates/history");
        File.Exists(story.NewPath).ShouldBeTrue();
        await server.PostAsync($"/api/models/{newer}/rollback", new JsonObject { ["update"] = update });

        File.Exists(story.NewPath).ShouldBeFalse();
        File.Exists(story.OldPath).ShouldBeTrue();
        (await LocalAsync(story)).ShouldBe([id]);

        Task<JsonNode> RefusedAsync(string model, string named, HttpStatusCode status) =>
            server.FailAsync(
                HttpMethod.Post,
                $"/api/models/{model}/rollback",
                status,
                new JsonObject { ["update"] = named }
            );
    }

    [Fact]
    public async Task A_model_that_only_the_library_knows_by_its_hash_is_updated_too()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var (server, id) = (story.Server, story.Id);
        File.Delete(story.OldPath + ".civitai.json");
        var record = Path.Combine(Path.GetDirectoryName(story.OldPath)!, "..", ".berry");
        Directory.Move(record, record + "-elsewhere");

        await story.RunAsync("/api/updates/check");
        var found = await server.GetAsync($"/api/models/{id}/updates");
        await server.BodyAsync("PUT", $"/api/models/{id}/updates", """{"newest":3}""");
        var wishes = await server.GetAsync($"/api/models/{id}/updates");
        var job = await story.RunAsync("/api/updates/apply");

        found["found"]!["state"]!.ToString().ShouldBe("update_available");
        wishes["wishes"]!["newest"]!.GetValue<int>().ShouldBe(3);
        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        File.Exists(story.NewPath).ShouldBeTrue(job.ToJsonString());
    }

    [Fact]
    public async Task What_is_wanted_of_a_model_is_kept_beside_it_and_obeyed()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var (server, id) = (story.Server, story.Id);
        await story.RunAsync("/api/updates/check");
        var open = await server.GetAsync($"/api/models/{id}/updates");

        await Proven.ChangesAsync(
            "PUT /api/models/{id}/updates",
            () => server.BodyAsync("PUT", $"/api/models/{id}/updates", """{"pinned":true,"newest":2}"""),
            async () =>
                (
                    (await server.GetAsync($"/api/models/{id}/updates"))["wishes"]!["newest"]?.GetValue<int>() ?? 0
                ).ShouldBe(2)
        );
        await story.RunAsync("/api/updates/check");

        Proven.Tells(
            "GET /api/models/{id}/updates",
            await server.GetAsync($"/api/models/{id}/updates"),
            told => told["found"]["state"].ToString().ShouldBe("pinned"),
            unlike: open
        );
        var refused = await server.FailAsync(
            HttpMethod.Post,
            "/api/updates/apply",
            HttpStatusCode.Conflict,
            new JsonObject()
        );
        refused["message"]!.ToString().ShouldContain("found nothing to update");
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(story.OldPath)!, "..", ".berry", "updates.json"))
            .ShouldContain("pinned");
    }

    [Fact]
    public async Task A_source_that_refuses_fails_the_job_and_the_next_one_finds_everything()
    {
        await using var story = await VersionedToolkit.StartAsync();
        story.Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", Status = 400 });

        var failed = await story.RunAsync("/api/updates/check");
        var nothing = await CountAsync(story, "update_available");
        story.Sandbox.Server.Faults.Clear();
        var done = await story.RunAsync("/api/updates/check");

        failed["state"]!.ToString().ShouldBe("failed", failed.ToJsonString());
        nothing.ShouldBe(0);
        done["state"]!.ToString().ShouldBe("completed");
        (await CountAsync(story, "update_available")).ShouldBe(1);
    }

    [Fact]
    public async Task Early_access_is_notified_and_not_taken()
    {
        await using var story = await VersionedToolkit.StartAsync(earlyDays: 3);
        await story.RunAsync("/api/updates/check");

        var told = await story.Server.GetAsync("/api/notifications");
        var job = await story.RunAsync(
            "/api/updates/apply",
            new JsonObject { ["model_ids"] = new JsonArray(story.Id) }
        );

        told["notifications"]![0]!["kind"]!.ToString().ShouldBe("early_access");
        told["notifications"]![0]!["message"]!.ToString().ShouldContain("early access until");
        job["result"]!["skipped"]!.GetValue<int>().ShouldBe(1, job.ToJsonString());
        File.Exists(story.OldPath).ShouldBeTrue();
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_at_once()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var server = story.Server;

        await RefusedAsync("POST", "/api/updates/check", """{"model_ids":["nobody"]}""", 404, "nobody");
        await RefusedAsync("POST", "/api/updates/apply", """{"model_ids":["nobody"]}""", 404, "nobody");
        await RefusedAsync("POST", "/api/updates/apply", """{"old":"away"}""", 400, "store, keep, trash");
        await RefusedAsync("POST", "/api/updates/apply", """{"old":"keep","keep_name":true}""", 400, "one name");
        await RefusedAsync("PUT", $"/api/models/{story.Id}/updates", "{}", 400, "Say what you want");
        await RefusedAsync("PUT", $"/api/models/{story.Id}/updates", """{"newest":0}""", 400, "not 0");
        await RefusedAsync("GET", "/api/updates?state=newest", null, 400, "update_available");
        await RefusedAsync("GET", "/api/updates?limit=0", null, 400, "limit");
        await RefusedAsync("GET", "/api/notifications?offset=-1", null, 400, "offset");
        await RefusedAsync("POST", "/api/models/nobody/rollback", "{}", 404, "nobody");

        async Task RefusedAsync(string method, string path, string? body, int status, string word)
        {
            var (answered, error) = await server.SendAsync(method, path, body);
            answered.ShouldBe(status, error.ToJsonString());
            error["error"]!["message"]!.ToString().ShouldContain(word);
        }
    }

    private static async Task<int> CountAsync(VersionedToolkit story, string state) =>
        (await story.Server.GetAsync("/api/updates"))["counts"]![state]?.GetValue<int>() ?? 0;

    private static async Task<string[]> LocalAsync(VersionedToolkit story) =>
        [
            .. (await story.Server.GetAsync("/api/models/library?status=local"))["models"]!
                .AsArray()
                .Select(model => model!["id"]!.ToString()),
        ];
}
