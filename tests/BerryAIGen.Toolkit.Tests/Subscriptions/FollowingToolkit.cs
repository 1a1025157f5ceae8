using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Subscriptions;

/// <summary>A server of one test, and a Sandbox of its own with a creator that publishes while somebody follows.</summary>
internal sealed class FollowingToolkit : IAsyncDisposable
{
    public const string Creator = "inkmaker";
    public const string Tag = "ink wash tests";
    public const int Number = 720_001;

    private readonly SandboxFixture _sandbox = new();
    private readonly TemporaryFolder _home = new();
    private RunningToolkit? _server;

    public SandboxFixture Sandbox => _sandbox;

    public Catalogue Catalogue => _sandbox.Server.Catalogue;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public static async Task<FollowingToolkit> StartAsync()
    {
        var story = new FollowingToolkit();
        await story._sandbox.InitializeAsync();
        story.Catalogue.Add(
            new ModelSpec
            {
                Id = Number,
                Name = "Followed Ink",
                Type = "LORA",
                Creator = Creator,
                Tags = [Tag],
                Versions = [Version("v1")],
            }
        );
        Directory.CreateDirectory(story._home.Combine("models", "loras"));
        // Answers are kept for some minutes as the site says; what is published here is there at once.
        File.WriteAllText(story._home.Combine("no-cache"), "");
        story._server = await RunningToolkit.StartAsync(
            story._home,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = story._sandbox.Server.CivitaiUrl.ToString(),
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
                ["MODELS_DIR"] = story._home.Combine("models"),
                ["XDG_CACHE_HOME"] = story._home.Combine("no-cache"),
            }
        );
        return story;
    }

    public static VersionSpec Version(string name, int? earlyDays = null, FileSpec? file = null) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            EarlyAccessDays = earlyDays,
            Files = [file ?? new FileSpec { Name = $"ink_{name}.safetensors", Fp = "fp16" }],
        };

    public string PathOf(string name) => _home.Combine("models", "loras", name);

    /// <summary>Follows something, and waits until it is known what is there already.</summary>
    public async Task<string> FollowAsync(string kind, string value, JsonObject? how = null)
    {
        var question = how ?? [];
        (question["kind"], question["value"]) = (kind, value);
        var made = await Server.PostAsync("/api/subscriptions", question);
        await EndAsync(made["job_id"]!.ToString());
        return made["id"]!.ToString();
    }

    /// <summary>Looks for new versions, and waits for the end.</summary>
    public async Task<JsonNode> CheckAsync(params string[] ids)
    {
        var wanted = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
        return await EndAsync((await Server.PostAsync("/api/subscriptions/check", wanted))["job_id"]!.ToString());
    }

    public Task<JsonNode> GetAsync(string id) => Server.GetAsync($"/api/subscriptions/{id}");

    /// <summary>The version that was found last, as soon as it has a state.</summary>
    public async Task<JsonNode> FoundAsync(string id, string state) =>
        (
            await Server.WaitAsync(
                $"/api/subscriptions/{id}/versions",
                page => page["versions"]!.AsArray() is [{ } first, ..] && first["state"]!.ToString() == state
            )
        )["versions"]![0]!;

    public async Task<JsonNode[]> NotesAsync(string kind) =>
        [
            .. (await Server.GetAsync("/api/notifications"))["notifications"]!
                .AsArray()
                .Where(note => note!["kind"]!.ToString() == kind)
                .Select(note => note!),
        ];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private Task<JsonNode> EndAsync(string job) =>
        Server.WaitAsync($"/api/jobs/{job}", now => now["state"]!.ToString() is not ("queued" or "running"));
}
