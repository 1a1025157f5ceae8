using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Downloads;

public sealed class DownloadTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    [Fact]
    public async Task A_download_by_reference_is_pending_then_moves_and_ends_as_a_local_model()
    {
        Slow(2_000_000);

        var begun = await Proven.ChangesAsync(
            "POST /api/models/download",
            async () =>
            {
                var task = await Server.PostAsync("/api/models/download", Large);
                await Server.UntilAsync(task["task_id"]!.ToString(), "downloading");
                return task;
            },
            async () => (await Server.GetAsync("/api/models/downloads"))["total_count"]!.GetValue<int>().ShouldBe(1)
        );
        var id = begun["task_id"]!.ToString();
        var moving = await Server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() > 0);
        var listed = await Server.GetAsync($"/api/models/{begun["model_id"]}");
        var done = await Server.UntilAsync(id, "completed");

        begun["status"]!.ToString().ShouldBe("pending");
        begun["progress"]!.GetValue<double>().ShouldBe(0.0);
        begun["downloaded_size"]!.GetValue<long>().ShouldBe(0);
        // A source says kilobytes, more or less.
        begun["total_size"]!.GetValue<long>().ShouldBeInRange(5_990_000, 6_010_000);
        begun["url"]!.ToString().ShouldStartWith("http");
        begun["filename"]!.ToString().ShouldEndWith(".safetensors");
        moving["status"]!.ToString().ShouldBe("downloading");
        moving["progress"]!.GetValue<double>().ShouldBeInRange(0.000001, 1);
        listed["status"]!.ToString().ShouldBe("downloading");
        done["progress"]!.GetValue<double>().ShouldBe(1);
        Proven.Tells("GET /api/models/download/{task}", done, told => told["percent"].GetValue<double>().ShouldBe(100));
        done["estimated_time_remaining"].ShouldBeNull();
        var model = await Server.GetAsync($"/api/models/{done["model_id"]}");
        model["status"]!.ToString().ShouldBe("local");
        model["size"]!.GetValue<long>().ShouldBe(new FileInfo(model["local_path"]!.ToString()).Length);
        done["files"]![0]!["path"]!.ToString().ShouldBe(model["local_path"]!.ToString());
        Parts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_asks_again_gets_the_running_download_and_then_that_it_is_already_downloaded()
    {
        Hold();

        var tasks = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Server.PostAsync("/api/models/download", Large))
        );
        Sandbox.Faults.Clear();
        var id = tasks.Select(task => task["task_id"]!.ToString()).Distinct().ShouldHaveSingleItem();
        await Server.PostAsync($"/api/models/download/{id}/pause");
        await Server.PostAsync($"/api/models/download/{id}/resume");
        var done = await Server.UntilAsync(id, "completed");
        var refused = await Server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.Conflict,
            new JsonObject { ["model_id"] = done["model_id"]!.ToString() }
        );
        var present = await Server.PostAsync("/api/models/download?if_present=ok", Large);

        refused["message"]!.ToString().ShouldContain("already downloaded");
        refused["code"]!.ToString().ShouldBe("conflict");
        present["status"]!.ToString().ShouldBe("completed");
        present["task_id"]!.ToString().ShouldBe(id);
    }

    [Fact]
    public async Task Downloads_are_listed_by_status_and_forgotten_when_they_are_over()
    {
        var id = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await Server.UntilAsync(id, "completed");

        var all = await Server.GetAsync("/api/models/downloads");
        var failed = await Server.GetAsync("/api/models/downloads?status=failed");
        var wrong = await Server.FailAsync(
            HttpMethod.Get,
            "/api/models/downloads?status=odd",
            HttpStatusCode.BadRequest
        );
        var beyond = await Server.GetAsync("/api/models/downloads?offset=1&limit=1");
        var none = await Server.FailAsync(HttpMethod.Get, "/api/models/downloads?limit=0", HttpStatusCode.BadRequest);
        var cleared = await Proven.ChangesAsync(
            "DELETE /api/models/downloads",
            () => Server.DeleteAsync("/api/models/downloads?status=completed"),
            () => Server.FailAsync(HttpMethod.Get, $"/api/models/download/{id}", HttpStatusCode.NotFound)
        );

        Proven.Tells("GET /api/models/downloads", all, told => told["total_count"].GetValue<int>().ShouldBe(1));
        all["downloads"]![0]!["task_id"]!.ToString().ShouldBe(id);
        failed["total_count"]!.GetValue<int>().ShouldBe(0);
        (beyond["downloads"]!.AsArray().Count, beyond["total_count"]!.GetValue<int>()).ShouldBe((0, 1));
        none["message"]!.ToString().ShouldContain("1 to 1000");
        wrong["type"]!.ToString().ShouldBe("ValidationError");
        cleared["cleared"]!.GetValue<int>().ShouldBe(1);
        Directory.EnumerateFiles(Models, "*.safetensors", SearchOption.AllDirectories).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_the_way_is_told_at_once()
    {
        var unknown = await Server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.NotFound,
            new JsonObject { ["model_id"] = "no-such-model" }
        );
        var gone = await Server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.NotFound,
            new JsonObject { ["reference"] = "987654321" }
        );
        var nothing = await Server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.BadRequest,
            new JsonObject()
        );
        await Server.FailAsync(HttpMethod.Get, "/api/models/download/nope", HttpStatusCode.NotFound);

        unknown["message"]!.ToString().ShouldContain("no-such-model");
        gone["type"]!.ToString().ShouldBe("ModelLibraryError");
        nothing["message"]!.ToString().ShouldContain("model_id");
    }

    [Fact]
    public async Task A_plan_and_a_reference_are_told_without_doing_anything()
    {
        var plan = await Server.PostAsync("/api/models/plan", Large);
        var reference = await Server.PostAsync(
            "/api/models/resolve",
            new JsonObject { ["reference"] = "https://civitai.com/models/990001" }
        );

        var small = await Server.PostAsync("/api/models/plan", new JsonObject { ["reference"] = "82098" });

        plan["items"]![0]!["state"]!.ToString().ShouldBe("planned");
        plan["items"]![0]!["path"]!.ToString().ShouldStartWith(Models);
        Proven.Tells(
            "POST /api/models/plan",
            plan,
            told => told["total_size"].GetValue<long>().ShouldBeInRange(5_990_000, 6_010_000),
            unlike: small
        );
        reference["kind"]!.ToString().ShouldBe("model");
        Proven.Tells("POST /api/models/resolve", reference, told => told["model_id"].GetValue<int>().ShouldBe(990001));
        (await Server.GetAsync("/api/models/downloads"))["total_count"]!.GetValue<int>().ShouldBe(0);
        Directory.EnumerateFileSystemEntries(Models).ShouldBeEmpty();
    }
}
