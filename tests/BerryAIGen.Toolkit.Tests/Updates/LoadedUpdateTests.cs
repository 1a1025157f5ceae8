using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Providers;

namespace BerryAIGen.Toolkit.Tests.Updates;

/// <summary>A model that a program has in its memory is neither updated nor rolled back without a question.</summary>
public sealed class LoadedUpdateTests
{
    [Fact]
    public async Task A_model_that_is_loaded_is_rolled_back_only_when_one_insists()
    {
        await using var story = await VersionedToolkit.StartAsync();
        await story.RunAsync("/api/updates/check");
        await story.RunAsync("/api/updates/apply");
        await using var provider = await LoadAsync(story, story.NewPath);

        var refused = await RefusedAsync(story, new JsonObject());
        await RefusedAsync(story, new JsonObject { ["force"] = false });
        var wasThere = (File.Exists(story.NewPath), File.Exists(story.OldPath));
        var done = await story.Server.PostAsync(
            $"/api/models/{story.Id}/rollback",
            new JsonObject { ["force"] = true }
        );

        refused["code"]!.ToString().ShouldBe("conflict");
        refused["message"]!.ToString().ShouldContain($"\"{story.Id}\" is loaded in ");
        refused["retryable"]!.GetValue<bool>().ShouldBeTrue();
        string.Join(' ', refused["resolution_steps"]!.AsArray()).ShouldContain("\"force\": true to the body");
        wasThere.ShouldBe((true, false));
        (File.Exists(story.NewPath), File.Exists(story.OldPath)).ShouldBe((false, true), done.ToJsonString());
        (await story.Server.GetAsync($"/api/models/{story.Id}"))["local_path"]!.ToString().ShouldBe(story.OldPath);
    }

    [Fact]
    public async Task The_update_that_is_named_is_asked_about_like_the_last()
    {
        await using var story = await VersionedToolkit.StartAsync();
        await story.RunAsync("/api/updates/check");
        var job = await story.RunAsync("/api/updates/apply");
        var update = job["result"]!["updated"]![0]!["update_id"]!.ToString();
        await using var provider = await LoadAsync(story, story.NewPath);

        await RefusedAsync(story, new JsonObject { ["update"] = update });
        var isThere = File.Exists(story.NewPath);
        await story.Server.PostAsync(
            $"/api/models/{story.Id}/rollback",
            new JsonObject { ["update"] = update, ["force"] = true }
        );

        isThere.ShouldBeTrue();
        File.Exists(story.OldPath).ShouldBeTrue();
    }

    [Fact]
    public async Task To_insist_helps_against_nothing_but_a_provider()
    {
        await using var story = await VersionedToolkit.StartAsync();
        await story.RunAsync("/api/updates/check");
        await story.RunAsync("/api/updates/apply");
        File.WriteAllText(story.OldPath, "mine");

        var refused = await RefusedAsync(story, new JsonObject { ["force"] = true });

        refused["message"]!.ToString().ShouldContain("is there again and stays");
        File.ReadAllText(story.OldPath).ShouldBe("mine");
        File.Exists(story.NewPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_of_which_nothing_is_here_says_so()
    {
        await using var story = await VersionedToolkit.StartAsync();
        await story.Server.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "held-once",
                    Name = "held once",
                    Status = ModelStatus.Error,
                    StatusDetail = StatusDetails.Missing,
                }
            )
        );

        var refused = await story.Server.FailAsync(
            HttpMethod.Post,
            "/api/models/held-once/rollback",
            HttpStatusCode.Conflict,
            new JsonObject { ["force"] = true }
        );

        refused["message"]!.ToString().ShouldContain("\"held-once\" is not a local model");
        (
            await story.Server.FailAsync(
                HttpMethod.Post,
                "/api/models/held-once/quarantine",
                HttpStatusCode.Conflict,
                new JsonObject()
            )
        )["message"]!
            .ToString()
            .ShouldContain("is not a local model");
        var job = await story.RunAsync(
            "/api/updates/apply",
            new JsonObject { ["model_ids"] = new JsonArray("held-once") }
        );
        job["error"]!["message"]!
            .ToString()
            .ShouldContain("\"held-once\" is not a local model", customMessage: job.ToJsonString());
    }

    [Fact]
    public async Task A_model_that_is_loaded_is_updated_only_when_one_insists()
    {
        await using var story = await VersionedToolkit.StartAsync();
        await story.RunAsync("/api/updates/check");
        await using var provider = await LoadAsync(story, story.OldPath);

        var failed = await story.RunAsync("/api/updates/apply");
        var isThere = File.Exists(story.OldPath);
        var done = await story.RunAsync("/api/updates/apply", new JsonObject { ["force"] = true });

        failed["state"]!.ToString().ShouldBe("failed", failed.ToJsonString());
        failed["error"]!.ToString().ShouldContain("is loaded in ");
        isThere.ShouldBeTrue();
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        File.Exists(story.NewPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pin_is_taken_out_alone()
    {
        await using var story = await VersionedToolkit.StartAsync();
        var wishes = $"/api/models/{story.Id}/updates";
        await story.Server.BodyAsync("PUT", wishes, """{"pinned":true,"newest":2}""");
        await story.RunAsync("/api/updates/check");
        var pinned = await story.Server.GetAsync(wishes);

        await story.Server.BodyAsync("PUT", wishes, """{"pinned":false}""");
        await story.RunAsync("/api/updates/check");
        var after = await story.Server.GetAsync(wishes);

        pinned["found"]!["state"]!.ToString().ShouldBe("pinned");
        after["found"]!["state"]!.ToString().ShouldBe("update_available");
        after["wishes"]!["newest"]!.GetValue<int>().ShouldBe(2);
        after["wishes"]!["pinned"]!.AsArray().Count.ShouldBe(0);
    }

    private static Task<JsonNode> RefusedAsync(VersionedToolkit story, JsonObject question) =>
        story.Server.FailAsync(HttpMethod.Post, $"/api/models/{story.Id}/rollback", HttpStatusCode.Conflict, question);

    private static async Task<RawHttpServer> LoadAsync(VersionedToolkit story, string path)
    {
        var server = PlayedProvider.Answering(
            ("/props", () => new JsonObject { ["model_path"] = path }.ToJsonString())
        );
        await PlayedProvider.SetAsync(story.Server, "llama-cpp", $$"""{"address":"{{server.Address("")}}"}""");
        return server;
    }
}
