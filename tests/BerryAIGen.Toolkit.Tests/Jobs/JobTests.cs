using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Jobs;

public sealed class JobTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly RangeServer source = new(new byte[3_000_000]) { HoldAt = 1_000_000 };
    private RunningToolkit server = null!;

    private string Loras => folder.Combine("models/loras");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Loras);
        SparseSafetensors.Write(Path.Combine(Loras, "one.safetensors"), [("weight", "F32", [64, 64])]);
        server = await RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("ENABLE_MODEL_VALIDATION", "off"),
            ("ENABLE_SECURITY_SCANNING", "off"),
            ("MODELS_DIR", folder.Combine("models"))
        );
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_job_is_listed_read_paused_resumed_cancelled_and_retried()
    {
        var id = (
            await server.PostAsync(
                "/api/models/download",
                new JsonObject { ["reference"] = source.Address("/a.bin").ToString(), ["type"] = "checkpoints" }
            )
        )["task_id"]!.ToString();
        await server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() > 0);

        var list = await server.GetAsync("/api/jobs?kind=download&state=running");
        var job = await server.GetAsync($"/api/jobs/{id}");
        await StepAsync("pause", "paused");
        var running = await server.GetAsync("/api/jobs?kind=download&state=running");
        var paused = await server.GetAsync("/api/jobs?kind=download&state=paused");
        await StepAsync("resume", "running");
        await StepAsync("cancel", "cancelled");
        source.Release();
        await StepAsync("retry", "completed");
        var done = await UntilAsync(id, "completed");

        Proven.Tells(
            "GET /api/jobs",
            list,
            told => told["jobs"].AsArray().Select(one => one["id"].ToString()).ShouldContain(id)
        );
        running["jobs"]!.AsArray().Select(one => one!["id"]!.ToString()).ShouldNotContain(id);
        paused["jobs"]!.AsArray().Select(one => one!["id"]!.ToString()).ShouldContain(id);
        list["kinds"]!.AsArray().Select(kind => kind!.ToString()).ShouldContain("convert");
        Proven.Tells("GET /api/jobs/{job}", job, told => told["state"].ToString().ShouldBe("running"));
        job["owner"]!.ToString().ShouldBe($"{Environment.MachineName}:{server.ProcessId}");
        job["payload"]!["reference"]!.ToString().ShouldContain("a.bin");
        done["progress"]!.GetValue<double>().ShouldBe(1);
        done["result"]!["files"]![0]!["size"]!.GetValue<long>().ShouldBe(3_000_000);
        var before = await server.GetAsync($"/api/jobs/{id}/log");
        await server.WriteAsync(context =>
            context.JobLog.Add(
                new JobLogRow
                {
                    JobId = id,
                    At = DateTime.UnixEpoch,
                    Level = "warning",
                    Message = "the third mirror did not answer",
                }
            )
        );
        Proven.Tells(
            "GET /api/jobs/{job}/log",
            await server.GetAsync($"/api/jobs/{id}/log"),
            told => told["lines"].ToJsonString().ShouldContain("the third mirror did not answer"),
            unlike: before
        );
        await server.FailAsync(HttpMethod.Get, "/api/jobs/nope/log", HttpStatusCode.NotFound);
        await server.FailAsync(HttpMethod.Get, "/api/jobs?state=odd", HttpStatusCode.BadRequest);
        await server.FailAsync(HttpMethod.Post, $"/api/jobs/{id}/pause", HttpStatusCode.Conflict);

        Task<JsonNode> StepAsync(string verb, string state) =>
            Proven.ChangesAsync(
                $"POST /api/jobs/{{job}}/{verb}",
                async () =>
                {
                    await server.PostAsync($"/api/jobs/{id}/{verb}");
                    return await UntilAsync(id, state);
                },
                async () => (await server.GetAsync($"/api/jobs/{id}"))["state"]!.ToString().ShouldBe(state)
            );
    }

    [Fact]
    public async Task A_conversion_is_a_job_that_adds_a_model()
    {
        await server.PostAsync("/api/models/index?wait=true", new JsonObject());

        JsonNode? begun = null;
        var done = await Proven.ChangesAsync(
            "POST /api/models/{id}/convert",
            async () =>
            {
                begun = await server.PostAsync("/api/models/one/convert", new JsonObject { ["precision"] = "bf16" });
                return await UntilAsync(begun["id"]!.ToString(), "completed");
            },
            () => Directory.GetFiles(Loras, "*.safetensors").Length.ShouldBe(2)
        );
        var again = await server.PostAsync("/api/models/one/convert", new JsonObject { ["precision"] = "bf16" });
        var known = await UntilAsync(again["id"]!.ToString(), "completed");
        var older = await server.GetAsync("/api/jobs?kind=convert&offset=1&limit=1");

        begun!["kind"]!.ToString().ShouldBe("convert");
        var path = done["result"]!["path"]!.ToString();
        File.Exists(path).ShouldBeTrue();
        var model = await server.GetAsync($"/api/models/{done["result"]!["model_id"]}");
        model["local_path"]!.ToString().ShouldBe(path);
        known["result"]!["was_there"]!.GetValue<bool>().ShouldBeTrue();
        older["jobs"]!.AsArray().ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe(done["id"]!.ToString());
        older["total_count"]!.GetValue<int>().ShouldBe(2);
        await server.FailAsync(
            HttpMethod.Post,
            "/api/models/no-such/convert",
            HttpStatusCode.NotFound,
            new JsonObject()
        );
    }

    private async Task<JsonNode> UntilAsync(string id, string state)
    {
        JsonNode? job = null;
        for (var look = 0; look < 2400; look++)
        {
            job = await server.GetAsync($"/api/jobs/{id}");
            if (job["state"]!.ToString() == state)
                return job;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"It stays {job!.ToJsonString()}");
    }
}
