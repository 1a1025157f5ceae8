using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>Models that the library offers, where they go, and disks that are too small.</summary>
public sealed class ModelDownloadTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_offered_model_becomes_local_under_its_own_id_in_its_providers_folder()
    {
        Offer("small-llama", "gguf", "sandbox-labs/small-llama-gguf/resolve/main/small-llama-Q4_K_M.gguf");
        await using var server = await StartAsync();
        var before = await server.GetAsync("/api/models/small-llama");

        var begun = await server.PostAsync("/api/models/download", new JsonObject { ["model_id"] = "small-llama" });
        var done = await server.UntilAsync(begun["task_id"]!.ToString(), "completed");

        var model = await server.GetAsync("/api/models/small-llama");
        var path = model["local_path"]!.ToString();
        model["checksum"].ShouldNotBeNull(model.ToJsonString());
        before["status"]!.ToString().ShouldBe("available");
        begun["model_id"]!.ToString().ShouldBe("small-llama");
        begun["filename"]!.ToString().ShouldBe("small-llama-Q4_K_M.gguf");
        begun["url"]!.ToString().ShouldContain("small-llama-Q4_K_M.gguf");
        // Nobody named a place: the server's own, and the provider's folder in it.
        path.ShouldBe(folder.Combine(".local/share/berryaigen/models/llama-cpp/small-llama-Q4_K_M.gguf"));
        model["status"]!.ToString().ShouldBe("local");
        model["name"]!.ToString().ShouldBe("Offered small-llama");
        model["size"]!.GetValue<long>().ShouldBe(new FileInfo(path).Length);
        model["checksum"]!.ToString().ShouldStartWith("sha256:");
        model["download_date"]!.GetValue<double>().ShouldBeGreaterThan(1_700_000_000);
        done["total_size"]!.GetValue<long>().ShouldBe(new FileInfo(path).Length);
    }

    [Fact]
    public async Task A_model_that_was_ordered_by_its_number_is_called_what_it_is_called_at_its_source()
    {
        await using var server = await StartAsync();
        var order = new JsonObject { ["reference"] = "128713" };

        var begun = await server.PostAsync("/api/models/download", order.DeepClone());
        var done = await server.UntilAsync(begun["task_id"]!.ToString(), "completed");

        var id = done["model_id"]!.ToString();
        var model = await server.GetAsync($"/api/models/{id}");
        model["name"]!.ToString().ShouldBe("Lantern Dream");
        model["download_url"]!.ToString().ShouldStartWith($"{sandbox.Server.CivitaiUrl}api/download/models/");
        (await server.GetAsync("/api/models/library?q=lantern%20dream"))["models"]![0]!["id"]!.ToString().ShouldBe(id);
        (await EventsAsync()).ShouldBe(["download"]);
        // The same words still name it.
        using var again = await server.Http.PostAsJsonAsync("/api/models/download", order, Stop);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await server.DeleteAsync("/api/models/downloads");
        using var later = await server.Http.PostAsJsonAsync("/api/models/download", order, Stop);
        later.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // What the source says is where it can be had again, under the same id.
        await server.DeleteAsync($"/api/models/{id}?purge=true");
        var anew = await server.PostAsync("/api/models/download", new JsonObject { ["model_id"] = id });
        await server.UntilAsync(anew["task_id"]!.ToString(), "completed");
        (await server.GetAsync($"/api/models/{id}"))["status"]!.ToString().ShouldBe("local");
        (await EventsAsync()).ShouldBe(["download", "deleted", "download"]);

        async Task<IEnumerable<string>> EventsAsync() =>
            (await server.GetAsync($"/api/models/{id}/history"))["history"]!
                .AsArray()
                .Select(line => line!["event"]!.ToString())
                .Reverse();
    }

    [Fact]
    public async Task A_name_that_a_list_of_models_gave_stays_when_the_file_has_come()
    {
        await using var server = await StartAsync();
        var entry = new JsonObject
        {
            ["id"] = "slow-card",
            ["name"] = "Slow card",
            ["model_type"] = "lora",
            ["download_url"] = new Uri(
                sandbox.Server.HuggingFaceUrl,
                "sandbox-labs/small-llama-gguf/resolve/main/small-llama-Q8_0.gguf"
            ).ToString(),
        };
        await server.PostAsync("/api/models/registry", new JsonObject { ["models"] = new JsonArray(entry) });

        var begun = await server.PostAsync("/api/models/download", new JsonObject { ["model_id"] = "slow-card" });
        await server.UntilAsync(begun["task_id"]!.ToString(), "completed");
        var come = await server.GetAsync("/api/models/slow-card");
        var path = come["local_path"]!.ToString();
        // What lies beside the file makes everybody read it again.
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".json"), """{"notes":"Use it at 0.7"}""", Stop);
        (await server.SendAsync("POST", "/api/models/index", "{}")).Status.ShouldBe(202);
        var model = await server.WaitAsync(
            "/api/models/slow-card",
            told => told["notes"]?.ToString() == "Use it at 0.7"
        );

        come["name"]!.ToString().ShouldBe("Slow card");
        model["name"]!.ToString().ShouldBe("Slow card");
        model["status"]!.ToString().ShouldBe("local");
        Path.GetFileName(path).ShouldBe("small-llama-Q8_0.gguf");
    }

    [Fact]
    public async Task The_variable_of_a_provider_names_another_folder()
    {
        Offer("small-llama", "gguf", "sandbox-labs/small-llama-gguf/resolve/main/small-llama-Q8_0.gguf");
        await using var server = await StartAsync(("LLAMA_CPP_MODELS_DIR", folder.Combine("llamas")));

        var begun = await server.PostAsync("/api/models/download", new JsonObject { ["model_id"] = "small-llama" });
        await server.UntilAsync(begun["task_id"]!.ToString(), "completed");

        File.Exists(folder.Combine("llamas/small-llama-Q8_0.gguf")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_of_several_files_lists_them_and_is_one_model()
    {
        await using var server = await StartAsync();

        var begun = await server.PostAsync(
            "/api/models/download",
            new JsonObject { ["reference"] = "hf:sandbox-labs/variants" }
        );
        var done = await server.UntilAsync(begun["task_id"]!.ToString(), "completed");

        var files = done["files"]!.AsArray();
        files.Count.ShouldBeGreaterThan(2);
        files.ShouldAllBe(file => file!["status"]!.ToString() == "completed");
        files.ShouldAllBe(file => File.Exists(file!["path"]!.ToString()));
        done["total_size"]!.GetValue<long>().ShouldBe(files.Sum(file => file!["size"]!.GetValue<long>()));
        var model = await server.GetAsync($"/api/models/{done["model_id"]}");
        model["status"]!.ToString().ShouldBe("local");
        Directory.Exists(model["local_path"]!.ToString()).ShouldBeTrue($"{model.ToJsonString()} {done.ToJsonString()}");
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_told_with_its_numbers_and_the_ways_out()
    {
        const long Huge = 1L << 55;
        await using var source = new RawHttpServer(_ =>
            new RawReply(200, new byte[10]) { End = ReplyEnd.Silence }.With(
                "Content-Length",
                Huge.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
        );
        Directory.CreateDirectory(folder.Combine("models"));
        await using var server = await StartAsync();

        var error = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.InsufficientStorage,
            new JsonObject
            {
                ["reference"] = $"http://127.0.0.1:{source.Port}/huge.safetensors",
                ["type"] = "checkpoints",
            }
        );

        error["type"]!.ToString().ShouldBe("DiskSpaceError");
        error["message"]!.ToString().ShouldStartWith("Insufficient disk space for download");
        error["details"]!["required_space"]!.GetValue<long>().ShouldBeGreaterThan(Huge - 1);
        error["details"]!["available_space"]!.GetValue<long>().ShouldBeLessThan(Huge);
        error["resolution_steps"]!
            .AsArray()
            .Select(step => step!.ToString())
            .ShouldBe(["Free up disk space", "Choose a smaller model", "Change download location"]);
    }

    [Fact]
    public async Task What_a_scan_calls_dangerous_is_named_and_comes_only_with_a_consent()
    {
        await using var server = await StartAsync();
        JsonObject Order(bool accepts) =>
            accepts ? new() { ["reference"] = "610009", ["accept_danger"] = true } : new() { ["reference"] = "610009" };

        var plan = await server.PostAsync("/api/models/plan", Order(accepts: false));
        var refused = await server.FailAsync(
            HttpMethod.Post,
            "/api/models/download",
            HttpStatusCode.Forbidden,
            Order(accepts: false)
        );
        var accepted = await server.PostAsync("/api/models/plan", Order(accepts: true));
        var begun = await server.PostAsync("/api/models/download", Order(accepts: true));
        var done = await server.UntilAsync(begun["task_id"]!.ToString(), "completed");

        var item = plan["items"]![0]!;
        item["state"]!.ToString().ShouldBe("refused");
        item["error"]!["code"]!.ToString().ShouldBe("policy");
        item["error"]!["details"]!["danger"]!.ToString().ShouldContain("posix.system");
        refused["details"]!["danger"]!.ToString().ShouldContain("posix.system");
        accepted["items"]![0]!["state"]!.ToString().ShouldBe("planned");
        File.Exists(done["files"]![0]!["path"]!.ToString()).ShouldBeTrue();
    }

    private void Offer(string id, string format, string path)
    {
        var definitions = folder.Combine(".config/berryaigen/definitions/models");
        Directory.CreateDirectory(definitions);
        File.WriteAllText(
            Path.Combine(definitions, $"{id}.json"),
            new JsonObject
            {
                ["schemaVersion"] = 1,
                ["id"] = id,
                ["name"] = $"Offered {id}",
                ["description"] = "For a test",
                ["format"] = format,
                ["reference"] = new Uri(sandbox.Server.HuggingFaceUrl, path).ToString(),
                ["capabilities"] = new JsonArray("text-generation", "chat"),
                ["metadata"] = new JsonObject { ["architecture"] = "llama", ["quantization"] = "Q4_K_M" },
            }.ToJsonString()
        );
    }

    private Task<RunningToolkit> StartAsync(params (string, string)[] environment) =>
        RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            [
                ("BERRY_CIVITAI_URL", sandbox.Server.CivitaiUrl.ToString()),
                ("BERRY_HF_URL", sandbox.Server.HuggingFaceUrl.ToString()),
                ("BERRY_ALLOW_HOSTS", "127.0.0.1,localhost"),
                .. environment,
            ]
        );
}
