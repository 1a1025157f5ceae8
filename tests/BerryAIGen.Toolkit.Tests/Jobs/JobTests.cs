using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

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
        await server.PostAsync($"/api/jobs/{id}/pause");
        await UntilAsync(id, "paused");
        await server.PostAsync($"/api/jobs/{id}/resume");
        await UntilAsync(id, "running");
        await server.PostAsync($"/api/jobs/{id}/cancel");
        await UntilAsync(id, "cancelled");
        source.Release();
        await server.PostAsync($"/api/jobs/{id}/retry");
        var done = await UntilAsync(id, "completed");

        list["jobs"]!.AsArray().Select(one => one!["id"]!.ToString()).ShouldContain(id);
        list["kinds"]!.AsArray().Select(kind => kind!.ToString()).ShouldContain("convert");
        job["state"]!.ToString().ShouldBe("running");
        job["owner"]!.ToString().ShouldContain($":{server.ProcessId}:");
        job["payload"]!["reference"]!.ToString().ShouldContain("a.bin");
        done["progress"]!.GetValue<double>().ShouldBe(1);
        done["result"]!["files"]![0]!["size"]!.GetValue<long>().ShouldBe(3_000_000);
        (await server.GetAsync($"/api/jobs/{id}/log"))["lines"].ShouldNotBeNull();
        await server.FailAsync(HttpMethod.Get, "/api/jobs/nope/log", HttpStatusCode.NotFound);
        await server.FailAsync(HttpMethod.Get, "/api/jobs?state=odd", HttpStatusCode.BadRequest);
        await server.FailAsync(HttpMethod.Post, $"/api/jobs/{id}/pause", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_conversion_is_a_job_that_adds_a_model()
    {
        await server.PostAsync("/api/models/index?wait=true", new JsonObject());

        var begun = await server.PostAsync("/api/models/one/convert", new JsonObject { ["precision"] = "bf16" });
        var done = await UntilAsync(begun["id"]!.ToString(), "completed");
        var wrong = await server.PostAsync("/api/models/one/convert", new JsonObject { ["precision"] = "fp3" });
        var failed = await UntilAsync(wrong["id"]!.ToString(), "failed");

        begun["kind"]!.ToString().ShouldBe("convert");
        var path = done["result"]!["path"]!.ToString();
        File.Exists(path).ShouldBeTrue();
        var model = await server.GetAsync($"/api/models/{done["result"]!["model_id"]}");
        model["local_path"]!.ToString().ShouldBe(path);
        failed["error"]!["message"]!.ToString().ShouldContain("fp3");
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
