using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Updates;

/// <summary>A server of one test, and a Sandbox of its own that has two versions of a model of which the older one is here.</summary>
internal sealed class VersionedToolkit : IAsyncDisposable
{
    private const int Number = 710_001;

    private readonly SandboxFixture _sandbox = new();
    private readonly TemporaryFolder _home = new();
    private RunningToolkit? _server;

    public SandboxFixture Sandbox => _sandbox;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public SeededVersion Newer => _sandbox.Server.Catalogue.FindModel(Number)!.Versions[0];

    public SeededVersion Older => _sandbox.Server.Catalogue.FindModel(Number)!.Versions[1];

    /// <summary>The library's id of the model.</summary>
    public string Id { get; private set; } = "";

    public string OldPath => _home.Combine("models", "loras", "ink_v1.safetensors");

    public string NewPath => _home.Combine("models", "loras", "ink_v2.safetensors");

    public static async Task<VersionedToolkit> StartAsync(int? earlyDays = null)
    {
        var story = new VersionedToolkit();
        await story._sandbox.InitializeAsync();
        story._sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = Number,
                Name = "Versioned Ink",
                Type = "LORA",
                Versions = [Version("v2", earlyDays), Version("v1", null)],
            }
        );
        Directory.CreateDirectory(story._home.Combine("models", "loras"));
        story._server = await RunningToolkit.StartAsync(
            story._home,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = story._sandbox.Server.CivitaiUrl.ToString(),
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
                ["MODELS_DIR"] = story._home.Combine("models"),
            }
        );
        var order = new JsonObject { ["reference"] = $"{Number}@{story.Older.Id}" };
        var begun = await story.Server.PostAsync("/api/models/download", order);
        var done = await story.Server.UntilAsync(begun["task_id"]!.ToString(), "completed");
        story.Id = done["model_id"]!.ToString();
        File.Exists(story.OldPath).ShouldBeTrue(done.ToJsonString());
        return story;
    }

    /// <summary>Begins a job and waits for its end.</summary>
    public async Task<JsonNode> RunAsync(string path, JsonObject? question = null)
    {
        var job = await Server.PostAsync(path, question ?? []);
        return await Server.WaitAsync(
            $"/api/jobs/{job["job_id"]}",
            now => now["state"]!.ToString() is not ("queued" or "running")
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private static VersionSpec Version(string name, int? earlyDays) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            EarlyAccessDays = earlyDays,
            Files = [new FileSpec { Name = $"ink_{name}.safetensors", Fp = "fp16" }],
        };
}
