using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Catalog;
using BerryAIGen.Toolkit.Tests.Providers;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>
/// A home with work of every kind that takes its time: files that are long and empty, so that reading them takes seconds
/// and no room, and sources that hold what they were asked for until <see cref="Release"/>.
/// </summary>
public sealed class SlowWork : IAsyncDisposable
{
    public const int DownloadBytes = 3_000_000;

    // What an orchestrator would have made; the same for whoever submits it again.
    private static readonly byte[] Workflow = """{"id":"1-1","status":"succeeded","steps":[]}"""u8.ToArray();

    private readonly TemporaryFolder folder = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RangeServer files = new(new byte[DownloadBytes]) { HoldAt = 1_000_000 };
    private readonly RawHttpServer civitai;
    private readonly RawHttpServer pictures;
    private PlayedOllama? ollama;
    private int downloads;

    public SlowWork()
    {
        // Knows no model, and lets wait who asks; of many hashes at once it says that it knows none.
        civitai = new RawHttpServer(request =>
        {
            var (status, body) =
                request.Target.Contains("by-hash/ids", StringComparison.Ordinal) ? (200, "[]"u8.ToArray())
                : request.Target.StartsWith("/v2/consumer/workflows", StringComparison.Ordinal) ? (200, Workflow)
                : (404, "{}"u8.ToArray());
            return new RawReply(status, body)
            {
                Gate = released.Task,
                Headers =
                [
                    new("Content-Type", "application/json"),
                    new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
                ],
            };
        });
        pictures = new RawHttpServer(_ => RawReply.File(new PngMaker().Build()) with { Gate = released.Task });
        Directory.CreateDirectory(Models);
        Directory.CreateDirectory(folder.Combine("own"));
        Write(Imported, seconds: 0.6);
        Write(Path.Combine(Models, "tall.safetensors"), seconds: 1);
        Write(Path.Combine(Models, "heavy.safetensors"), seconds: 2);
        File.WriteAllBytes(Asked, IndexRoutesTests.Gguf(("general.name", "asked")));
        Directory.CreateDirectory(Pictures);
        new PngMaker()
            .Text("parameters", $"a cat\nSteps: 1, Lora hashes: \"x: {new string('a', 64)}\"")
            .Save(Path.Combine(Pictures, "a.png"));
        // By its hash a source is asked what it is.
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Asked)));
        File.WriteAllText($"{Asked}.civitai.json", $$$"""{"schema_version":1,"hashes":{"sha256":"{{{hash}}}"}}""");
    }

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "download",
        "refresh",
        "index",
        "import",
        "convert",
        "verify",
        "ollama-import",
        "update_check",
        "update",
        "picture_index",
        "subscription_check",
        "workflow-files",
        "workflow-pictures",
        "workflow-video",
        "generation",
    ];

    /// <summary>Whether something half done lies on the disk while it runs.</summary>
    public static bool LeavesParts(string kind) => kind is "download" or "import" or "convert";

    /// <summary>What a job of the kind import makes a model of.</summary>
    public string Imported => folder.Combine("own/imported.safetensors");

    public string Models => folder.Combine("models");

    /// <summary>The model that Ollama is given, and sources are asked about.</summary>
    public string Asked => folder.Combine("models/asked.gguf");

    /// <summary>A folder of pictures, one of which names a model by a hash that a source is asked for.</summary>
    public string Pictures => folder.Combine("pictures");

    /// <summary>Makes no model of what it was given until <see cref="Release"/>.</summary>
    internal PlayedOllama Ollama => ollama ?? throw new InvalidOperationException("No server has started yet.");

    public async Task<RunningToolkit> StartAsync()
    {
        ollama ??= await PlayedOllama.StartAsync(gate: released.Task);
        return await RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            ("BERRY_CIVITAI_URL", civitai.Address("/").ToString()),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("ENABLE_MODEL_VALIDATION", "off"),
            ("ENABLE_SECURITY_SCANNING", "off"),
            ("BERRY_ORCHESTRATOR_URL", civitai.Address("/").ToString()),
            ("BERRY_GENERATION_PARALLEL", "1"),
            ("MAX_CONCURRENT_DOWNLOADS", "1"),
            ("MODELS_DIR", Models)
        );
    }

    /// <summary>Begins one that runs until it is stopped, or for a second at least.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> BeginAsync(RunningToolkit server, string kind)
    {
        var (path, body) = kind switch
        {
            "download" => (
                "/api/models/download",
                new JsonObject
                {
                    ["reference"] = files.Address($"/{Interlocked.Increment(ref downloads)}.bin").ToString(),
                    ["type"] = "checkpoints",
                }
            ),
            "refresh" => ("/api/models/metadata/refresh?ask=true", new JsonObject()),
            "index" => ("/api/models/index", new JsonObject()),
            "import" => ("/api/models/import?wait=false", new JsonObject { ["path"] = Imported, ["type"] = "loras" }),
            "convert" => ("/api/models/tall/convert", new JsonObject { ["precision"] = "fp8_e4m3fn" }),
            "update_check" => ("/api/updates/check", new JsonObject()),
            "update" => ("/api/updates/apply", new JsonObject { ["model_ids"] = new JsonArray("asked") }),
            "picture_index" => ("/api/pictures/folders", new JsonObject { ["path"] = Pictures, ["ask"] = true }),
            "subscription_check" => (
                "/api/subscriptions",
                new JsonObject { ["kind"] = "creator", ["value"] = "nobody" }
            ),
            "generation" => (
                "/api/generation/submit",
                new JsonObject
                {
                    ["workflow"] = "txt2img",
                    ["ecosystem"] = "SDXL",
                    ["prompt"] = "a cat",
                }
            ),
            "ollama-import" => ("/api/providers/ollama/import", new JsonObject { ["model_id"] = "asked" }),
            "workflow-files" => ("/v2/consumer/workflows", Step("imageUpload", JsonValue.Create(Held))),
            "workflow-pictures" => (
                "/v2/consumer/workflows",
                Step(
                    "convertImage",
                    new JsonObject
                    {
                        ["image"] = Held,
                        ["output"] = new JsonObject { ["format"] = "webp" },
                    }
                )
            ),
            "workflow-video" => ("/v2/consumer/workflows", Step("videoMetadata", new JsonObject { ["video"] = Held })),
            _ => ("/api/models/verify", new JsonObject { ["model_ids"] = new JsonArray("heavy") }),
        };
        if (kind == "index")
            await AddUnknownAsync(server);
        if (kind == "ollama-import")
            await server.SendAsync(
                "PUT",
                "/api/providers/ollama/settings",
                new JsonObject { ["address"] = Ollama.Address }.ToJsonString()
            );
        var begun = await server.BodyAsync("POST", path, body.ToJsonString());
        var job = begun["steps"]?[0]?["jobs"]?[0]?["id"] ?? begun["task_id"] ?? begun["job_id"] ?? begun["id"];
        return job.ShouldNotBeNull(begun.ToJsonString()).ToString();
    }

    private string Held => pictures.Address("/a.png").ToString();

    private static JsonObject Step(string type, JsonNode input) =>
        new() { ["steps"] = new JsonArray(new JsonObject { ["$type"] = type, ["input"] = input }) };

    /// <summary>Lets all that was asked of sources come.</summary>
    public void Release()
    {
        released.TrySetResult();
        files.Release();
    }

    /// <summary>What is half done, wherever it lies.</summary>
    public string[] Parts() =>
        [
            .. Directory
                .EnumerateFiles(Models, "*.part*", SearchOption.AllDirectories)
                .Select(path => Path.GetFileName(path)),
        ];

    public async ValueTask DisposeAsync()
    {
        Release();
        if (ollama is not null)
            await ollama.DisposeAsync();
        await files.DisposeAsync();
        await civitai.DisposeAsync();
        await pictures.DisposeAsync();
        folder.Dispose();
    }

    // A file as long as one that is offered is read to the end: it might be that one.
    private async Task AddUnknownAsync(RunningToolkit server)
    {
        var path = folder.Combine("models/unknown.gguf");
        if (File.Exists(path))
            return;
        var sizes = (await server.GetAsync("/api/models/library?status=available&format=gguf&sort=size"))["models"]!
            .AsArray()
            .Where(model => model!["checksum"] is not null)
            .Select(model => model!["size"]!.GetValue<long>())
            .ToArray();
        await using var file = File.Create(path);
        file.Write(IndexRoutesTests.Gguf(("general.name", "unknown")));
        file.SetLength(sizes.FirstOrDefault(size => size >= Speed, sizes[^1]));
    }

    // As long as it takes to hash, so that a fast machine does not end before anybody looked.
    private static void Write(string path, double seconds) =>
        SparseSafetensors.Write(
            path,
            Enumerable.Range(0, 8).Select(number => ($"t{number}", "F32", new[] { (ulong)(Speed * seconds / 32) }))
        );

    // Bytes that this machine hashes in a second, about.
    private static long Speed { get; } = Measure();

    private static long Measure()
    {
        var bytes = new byte[16 << 20];
        return (long)(bytes.Length / Enumerable.Range(0, 4).Min(_ => Time(() => SHA256.HashData(bytes))));
    }

    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
