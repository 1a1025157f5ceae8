using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Downloads;

public sealed class LargeSandbox : SandboxFixture
{
    public const long LargeFileBytes = 6_000_000;

    protected override SandboxOptions Options => new() { LargeFileBytes = LargeFileBytes };
}

public sealed class DownloadTests(LargeSandbox sandbox) : IClassFixture<LargeSandbox>, IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private RunningToolkit server = null!;

    private static JsonObject Large => new() { ["reference"] = "990001" };

    private string Models => folder.Combine("models");

    public async ValueTask InitializeAsync() => server = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        sandbox.Server.Faults.Clear();
        folder.Dispose();
    }

    [Fact]
    public async Task A_download_by_reference_is_pending_then_moves_and_ends_as_a_local_model()
    {
        Slow(2_000_000);

        var begun = await server.PostAsync("/api/models/download", Large);
        var id = begun["task_id"]!.ToString();
        var moving = await server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() > 0);
        var listed = await server.GetAsync($"/api/models/{begun["model_id"]}");
        var done = await server.UntilAsync(id, "completed");

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
        done["percent"]!.GetValue<double>().ShouldBe(100);
        done["estimated_time_remaining"].ShouldBeNull();
        var model = await server.GetAsync($"/api/models/{done["model_id"]}");
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
            Enumerable.Range(0, 6).Select(_ => server.PostAsync("/api/models/download", Large))
        );
        sandbox.Server.Faults.Clear();
        var id = tasks.Select(task => task["task_id"]!.ToString()).Distinct().ShouldHaveSingleItem();
        await server.PostAsync($"/api/models/download/{id}/pause");
        await server.PostAsync($"/api/models/download/{id}/resume");
        var done = await server.UntilAsync(id, "completed");
        var refused = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.Conflict,
            new JsonObject { ["model_id"] = done["model_id"]!.ToString() }
        );
        var present = await server.PostAsync("/api/models/download?if_present=ok", Large);

        refused["message"]!.ToString().ShouldContain("already downloaded");
        refused["code"]!.ToString().ShouldBe("conflict");
        present["status"]!.ToString().ShouldBe("completed");
        present["task_id"]!.ToString().ShouldBe(id);
    }

    [Fact]
    public async Task A_paused_download_stands_still_keeps_its_bytes_and_goes_on_from_them()
    {
        Hold();
        var id = (await server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);

        var paused = await server.PostAsync($"/api/models/download/{id}/pause");
        var kept = Parts().Sum(part => part.Length);
        var again = await server.FailAsync(
            HttpMethod.Post,
            $"/api/models/download/{id}/retry",
            HttpStatusCode.Conflict
        );
        sandbox.Server.Faults.Clear();
        sandbox.Server.Requests.Clear();
        await server.PostAsync($"/api/models/download/{id}/resume");
        var done = await server.UntilAsync(id, "completed");

        paused["status"]!.ToString().ShouldBe("paused");
        kept.ShouldBeGreaterThanOrEqualTo(HeldAt);
        again["message"]!.ToString().ShouldContain("is paused");
        done["attempts"]!.GetValue<int>().ShouldBe(2);
        RangesAsked().Select(First).ShouldContain(first => first >= HeldAt);
        RangesAsked().ShouldNotContain("bytes=0-");
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("downloading")]
    [InlineData("paused")]
    [InlineData("failed")]
    public async Task Cancel_works_in_every_state_leaves_nothing_and_may_be_said_twice(string state)
    {
        var id = await BringToAsync(state);

        var cancelled = await server.DeleteAsync($"/api/models/download/{id}");
        var twice = await server.PostAsync($"/api/models/download/{id}/cancel");

        cancelled["message"]!.ToString().ShouldBe("Download cancelled successfully");
        cancelled["task_id"]!.ToString().ShouldBe(id);
        (await server.UntilAsync(id, "cancelled"))["downloaded_size"]!.GetValue<long>().ShouldBe(0);
        twice["status"]!.ToString().ShouldBe("cancelled");
        if (state != "pending")
            Parts().ShouldBeEmpty();
        (await server.GetAsync($"/api/models/{twice["model_id"]}"))["status"]!.ToString().ShouldBe("available");
    }

    [Fact]
    public async Task A_failed_download_says_why_keeps_what_came_and_is_retried()
    {
        var id = await BringToAsync("failed");
        var failed = await server.GetAsync($"/api/models/download/{id}");
        var kept = Parts().Sum(part => part.Length);
        sandbox.Server.Faults.Clear();

        await server.PostAsync($"/api/models/download/{id}/retry");
        await server.UntilAsync(id, "completed");

        failed["error_message"]!.ToString().ShouldNotBeEmpty();
        failed["error"]!["code"]!.ToString().ShouldBe("not_found");
        failed["error"]!["details"]!["model_id"]!.ToString().ShouldBe(failed["model_id"]!.ToString());
        kept.ShouldBeGreaterThan(0);
        var over = await server.FailAsync(HttpMethod.Delete, $"/api/models/download/{id}", HttpStatusCode.Conflict);
        over["message"]!.ToString().ShouldContain("is completed");
    }

    [Fact]
    public async Task Downloads_are_listed_by_status_and_forgotten_when_they_are_over()
    {
        var id = (await server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await server.UntilAsync(id, "completed");

        var all = await server.GetAsync("/api/models/downloads");
        var failed = await server.GetAsync("/api/models/downloads?status=failed");
        var wrong = await server.FailAsync(
            HttpMethod.Get,
            "/api/models/downloads?status=odd",
            HttpStatusCode.BadRequest
        );
        var beyond = await server.GetAsync("/api/models/downloads?offset=1&limit=1");
        var none = await server.FailAsync(HttpMethod.Get, "/api/models/downloads?limit=0", HttpStatusCode.BadRequest);
        var cleared = await server.DeleteAsync("/api/models/downloads?status=completed");

        all["total_count"]!.GetValue<int>().ShouldBe(1);
        all["downloads"]![0]!["task_id"]!.ToString().ShouldBe(id);
        failed["total_count"]!.GetValue<int>().ShouldBe(0);
        (beyond["downloads"]!.AsArray().Count, beyond["total_count"]!.GetValue<int>()).ShouldBe((0, 1));
        none["message"]!.ToString().ShouldContain("1 to 1000");
        wrong["type"]!.ToString().ShouldBe("ValidationError");
        cleared["cleared"]!.GetValue<int>().ShouldBe(1);
        await server.FailAsync(HttpMethod.Get, $"/api/models/download/{id}", HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Models, "*.safetensors", SearchOption.AllDirectories).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_the_way_is_told_at_once()
    {
        var unknown = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.NotFound,
            new JsonObject { ["model_id"] = "no-such-model" }
        );
        var gone = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.NotFound,
            new JsonObject { ["reference"] = "987654321" }
        );
        var nothing = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.BadRequest,
            new JsonObject()
        );
        await server.FailAsync(HttpMethod.Get, "/api/models/download/nope", HttpStatusCode.NotFound);

        unknown["message"]!.ToString().ShouldContain("no-such-model");
        gone["type"]!.ToString().ShouldBe("ModelLibraryError");
        nothing["message"]!.ToString().ShouldContain("model_id");
    }

    [Fact]
    public async Task A_plan_and_a_reference_are_told_without_doing_anything()
    {
        var plan = await server.PostAsync("/api/models/plan", Large);
        var reference = await server.PostAsync(
            "/api/models/resolve",
            new JsonObject { ["reference"] = "https://civitai.com/models/990001" }
        );

        plan["items"]![0]!["state"]!.ToString().ShouldBe("planned");
        plan["items"]![0]!["path"]!.ToString().ShouldStartWith(Models);
        plan["total_size"]!.GetValue<long>().ShouldBeInRange(5_990_000, 6_010_000);
        reference["kind"]!.ToString().ShouldBe("model");
        reference["model_id"]!.GetValue<int>().ShouldBe(990001);
        (await server.GetAsync("/api/models/downloads"))["total_count"]!.GetValue<int>().ShouldBe(0);
        Directory.EnumerateFileSystemEntries(Models).ShouldBeEmpty();
    }

    private const long HeldAt = 2_000_000;

    private async Task<string> BringToAsync(string state)
    {
        if (state == "pending")
        {
            // Another one has the only place.
            sandbox.Server.Faults.Add(new Fault { Host = "storage", StallAfter = 1_000 });
            var other = await server.PostAsync("/api/models/download", new JsonObject { ["reference"] = "257749" });
            await server.UntilAsync(other["task_id"]!.ToString(), "downloading");
        }
        else if (state == "failed")
        {
            sandbox.Server.Faults.Add(
                new Fault
                {
                    Host = "storage",
                    CutAfter = HeldAt,
                    // The plan asks once, the transfer comes second.
                    Times = 2,
                }
            );
            sandbox.Server.Faults.Add(new Fault { Host = "storage", Status = 410 });
        }
        else
        {
            Hold();
        }

        var id = (await server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        if (state == "pending")
            (await server.GetAsync($"/api/models/download/{id}"))["queue_position"]!.GetValue<int>().ShouldBe(1);
        if (state is "pending" or "failed")
        {
            await server.UntilAsync(id, state);
            return id;
        }

        await server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);
        if (state == "paused")
            await server.PostAsync($"/api/models/download/{id}/pause");
        return id;
    }

    private Task<RunningToolkit> StartAsync()
    {
        Directory.CreateDirectory(Models);
        return RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            ("BERRY_CIVITAI_URL", sandbox.Server.CivitaiUrl.ToString()),
            ("BERRY_HF_URL", sandbox.Server.HuggingFaceUrl.ToString()),
            ("BERRY_ALLOW_HOSTS", "localhost,127.0.0.1"),
            ("MAX_CONCURRENT_DOWNLOADS", "1"),
            ("MODELS_DIR", Models)
        );
    }

    private void Slow(int bytesPerSecond) =>
        sandbox.Server.Faults.Add(new Fault { Host = "storage", BytesPerSecond = bytesPerSecond });

    private void Hold() => sandbox.Server.Faults.Add(new Fault { Host = "storage", StallAfter = HeldAt });

    private FileInfo[] Parts() => [.. new DirectoryInfo(Models).EnumerateFiles("*.part", SearchOption.AllDirectories)];

    private static long First(string range) =>
        range.Length == 0 ? 0 : long.Parse(range["bytes=".Length..].Split('-')[0]);

    private IEnumerable<string> RangesAsked() =>
        sandbox.Server.Requests.All.Where(request => request.Host == "storage").Select(request => request.Range ?? "");
}
