using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>A server of one test with a LoRA of SDXL that is here, and models that only the Sandbox has.</summary>
internal sealed class ChoosingToolkit : IAsyncDisposable
{
    private const int Ink = 730_001;
    private const int Wash = 730_002;
    private const int Strict = 730_003;
    private const int Bold = 730_004;

    private readonly SandboxFixture _sandbox = new();
    private readonly TemporaryFolder _home = new();
    private RunningToolkit? _server;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public SandboxFixture Sandbox => _sandbox;

    /// <summary>The LoRA of SDXL that is here once it was downloaded.</summary>
    public long InkVersion => VersionOf(Ink);

    /// <summary>A LoRA of Pony at Civitai.</summary>
    public long WashVersion => VersionOf(Wash);

    /// <summary>A LoRA of SDXL whose creator allows no services, and then its second version, of Flux.1.</summary>
    public long StrictVersion => VersionOf(Strict);

    /// <summary>A LoRA of SDXL whose pictures are of level x.</summary>
    public long BoldVersion => VersionOf(Bold);

    /// <summary>The library's id of the LoRA that is here.</summary>
    public string Id { get; private set; } = "";

    public static async Task<ChoosingToolkit> StartAsync()
    {
        var story = new ChoosingToolkit();
        await story._sandbox.InitializeAsync();
        var catalogue = story._sandbox.Server.Catalogue;
        catalogue.Add(Lora(Ink, "Chosen Ink", "SDXL 1.0", ["RentCivit"], "chosen_ink"));
        catalogue.Add(Lora(Wash, "Chosen Wash", "Pony", ["Rent"], "chosen_wash"));
        catalogue.Add(Lora(Strict, "Chosen Strictness", "SDXL 1.0", [], "chosen_strictness"));
        var bold = Lora(Bold, "Chosen Boldness", "SDXL 1.0", ["Rent"], "chosen_boldness");
        catalogue.Add(bold with { Versions = [bold.Versions[0] with { ImageLevels = [8, 8] }] });
        Directory.CreateDirectory(story._home.Combine("models"));
        var variables = new Dictionary<string, string>
        {
            ["BERRY_CIVITAI_URL"] = story._sandbox.Server.CivitaiUrl.ToString(),
            ["BERRY_HF_URL"] = story._sandbox.Server.HuggingFaceUrl.ToString(),
            ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            ["MODELS_DIR"] = story._home.Combine("models"),
        };
        story._server = await RunningToolkit.StartAsync(story._home, variables);
        return story;
    }

    /// <summary>Downloads the LoRA that is to be here.</summary>
    public async Task DownloadAsync()
    {
        var order = new JsonObject { ["reference"] = $"{Ink}@{InkVersion}" };
        var begun = await Server.PostAsync("/api/models/download", order);
        var done = await Server.UntilAsync(begun["task_id"]!.ToString(), "completed");
        Id = done["model_id"]!.ToString();
    }

    /// <summary>Writes a file of definitions of the user's.</summary>
    public void Define(string path, string text)
    {
        var file = _home.Combine([".config", "berryaigen", "definitions", .. path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public Task<JsonNode> PutAsync(string path, JsonNode body) => GoodAsync("PUT", path, body);

    public async Task<JsonNode> GoodAsync(string method, string path, JsonNode? body = null)
    {
        var (status, answer) = await Server.SendAsync(method, path, body?.ToJsonString());
        status.ShouldBe(200, answer.ToJsonString());
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    /// <summary>How pictures name the file of a version.</summary>
    public string HashOf(long version) =>
        _sandbox
            .Server.Catalogue.Models.SelectMany(model => model.Versions)
            .Single(one => one.Id == version)
            .Files[0]
            .Hashes.AutoV2.ToLowerInvariant();

    private long VersionOf(int model) => _sandbox.Server.Catalogue.FindModel(model)!.Versions[0].Id;

    internal static ModelSpec Lora(int number, string name, string baseModel, string[] uses, string file) =>
        new()
        {
            Id = number,
            Name = name,
            Type = "LORA",
            AllowCommercialUse = uses,
            Versions =
            [
                new VersionSpec
                {
                    Name = "v1",
                    BaseModel = baseModel,
                    TrainedWords = [$"{file}_word"],
                    Files = [new FileSpec { Name = $"{file}.safetensors", Fp = "fp16" }],
                },
            ],
        };
}
