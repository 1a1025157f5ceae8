using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>A server of one test with a folder of pictures, one LoRA that is here and one that only the Sandbox has.</summary>
internal sealed class PictureToolkit : IAsyncDisposable
{
    private const int HereNumber = 720_001;
    private const int AwayNumber = 720_002;

    private readonly SandboxFixture _sandbox = new();
    private readonly TemporaryFolder _home = new();
    private RunningToolkit? _server;

    public SandboxFixture Sandbox => _sandbox;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    /// <summary>The folder of pictures.</summary>
    public string Pictures => _home.Combine("output");

    public string Models => _home.Combine("models");

    public string Thumbnails => _home.Combine(".local", "share", "berryaigen", "thumbnails");

    public SeededVersion Here => _sandbox.Server.Catalogue.FindModel(HereNumber)!.Versions[0];

    public SeededVersion Away => _sandbox.Server.Catalogue.FindModel(AwayNumber)!.Versions[0];

    /// <summary>The library's id of the LoRA that is here.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The program that makes thumbnails; without it a test is skipped, or fails where <c>CI</c> is set.</summary>
    public static string RequireTool() => InstalledTools.Require("vipsthumbnail");

    /// <param name="environment">Further variables of the server.</param>
    public static async Task<PictureToolkit> StartAsync(params (string Name, string Value)[] environment)
    {
        var story = new PictureToolkit();
        await story._sandbox.InitializeAsync();
        story._sandbox.Server.Catalogue.Add(Lora(HereNumber, "Pictured Ink", "pictured_ink.safetensors"));
        story._sandbox.Server.Catalogue.Add(Lora(AwayNumber, "Missing Wash", "missing_wash.safetensors"));
        Directory.CreateDirectory(story.Models);
        Directory.CreateDirectory(story.Pictures);
        var variables = new Dictionary<string, string>
        {
            ["BERRY_CIVITAI_URL"] = story._sandbox.Server.CivitaiUrl.ToString(),
            ["BERRY_HF_URL"] = story._sandbox.Server.HuggingFaceUrl.ToString(),
            ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            ["MODELS_DIR"] = story.Models,
        };
        foreach (var (name, value) in environment)
            variables[name] = value;
        story._server = await RunningToolkit.StartAsync(story._home, variables);
        return story;
    }

    /// <summary>Downloads the LoRA that is to be here.</summary>
    public async Task DownloadAsync()
    {
        var order = new JsonObject { ["reference"] = $"{HereNumber}@{Here.Id}" };
        var begun = await Server.PostAsync("/api/models/download", order);
        var done = await Server.UntilAsync(begun["task_id"]!.ToString(), "completed");
        Id = done["model_id"]!.ToString();
    }

    /// <summary>A picture in the folder with a text as A1111 writes it.</summary>
    public string Add(string name, string prompt, string models, int width = 64, int height = 48)
    {
        var path = Path.Combine(Pictures, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new PngMaker(width, height)
            .Text(
                "parameters",
                $"{prompt}\nNegative prompt: dog\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 18446744073709551615, Size: 512x768, {models}, Version: v1.10.1"
            )
            .Save(path);
    }

    public static string LoraHash(string name, string hash) => $"Lora hashes: \"{name}: {hash}\"";

    /// <summary>Adds the folder and waits for its index.</summary>
    public async Task<(JsonNode Folder, JsonNode Job)> IndexAsync(JsonObject? wishes = null)
    {
        var body = wishes ?? [];
        body["path"] ??= Pictures;
        var added = await Server.PostAsync("/api/pictures/folders", body);
        return (added, await EndedAsync(added["job_id"]!.ToString()));
    }

    /// <summary>Looks through all folders once more.</summary>
    public async Task<JsonNode> AgainAsync(JsonObject? question = null) =>
        await EndedAsync((await Server.PostAsync("/api/pictures/index", question ?? []))["job_id"]!.ToString());

    public async Task<JsonNode> EndedAsync(string job) =>
        await Server.WaitAsync($"/api/jobs/{job}", now => now["state"]!.ToString() is not ("queued" or "running"));

    /// <summary>The listed picture of a name.</summary>
    public async Task<JsonNode> FindAsync(string name) =>
        (await Server.GetAsync("/api/pictures"))["pictures"]!
            .AsArray()
            .Single(one => one!["path"]!.ToString() == name)!;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private static ModelSpec Lora(int number, string name, string file) =>
        new()
        {
            Id = number,
            Name = name,
            Type = "LORA",
            Versions =
            [
                new VersionSpec
                {
                    Name = "v1",
                    BaseModel = "SDXL 1.0",
                    Files = [new FileSpec { Name = file, Fp = "fp16" }],
                },
            ],
        };
}
