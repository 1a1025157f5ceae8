using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>A server of one test, and a Sandbox of its own whose orchestrator does what the test says.</summary>
internal sealed class GeneratingToolkit : IAsyncDisposable
{
    private readonly SandboxFixture _sandbox = new();
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _variables = [];
    private RunningToolkit? _server;

    public Orchestrator Orchestrator => _sandbox.Server.Orchestrator;

    public SandboxFixture Sandbox => _sandbox;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    /// <summary>Where results go.</summary>
    public string Generated => _home.Combine("made");

    /// <summary>The settings folder.</summary>
    public string Settings => _home.Combine(".config", "berryaigen");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<GeneratingToolkit> StartAsync(params (string Name, string Value)[] variables)
    {
        var story = new GeneratingToolkit();
        await story._sandbox.InitializeAsync();
        await story.RestartAsync(variables);
        return story;
    }

    /// <summary>Starts a server on what the one before left.</summary>
    /// <param name="variables">What it sees otherwise than the one before.</param>
    public async Task RestartAsync(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _variables[name] = value;
        Dictionary<string, string> all = new()
        {
            ["BERRY_CIVITAI_URL"] = _sandbox.Server.CivitaiUrl.ToString(),
            ["BERRY_ORCHESTRATOR_URL"] = _sandbox.Server.OrchestratorUrl.ToString(),
            ["BERRY_GENERATED_DIR"] = Generated,
            ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            ["CIVITAI_API_KEY"] = "sandbox-key",
            ["MODELS_DIR"] = _home.Combine("models"),
        };
        foreach (var (name, value) in _variables)
            all[name] = value;
        _server = await RunningToolkit.StartAsync(
            _home.Path,
            _home.Combine("library.db"),
            [.. all.Select(row => (row.Key, row.Value))]
        );
    }

    /// <summary>The key of somebody else.</summary>
    public async Task<AuthenticationHeaderValue> NewKeyAsync()
    {
        var made = await Server.PostAsync(
            "/api/access/keys",
            new JsonObject { ["name"] = "other", ["scope"] = "write" }
        );
        return new AuthenticationHeaderValue("Bearer", made["key"]!.ToString());
    }

    /// <summary>From now on it is somebody else who asks.</summary>
    public async Task BecomeOtherAsync() => Become(await NewKeyAsync());

    /// <summary>From now on it is the owner of this key who asks; null for whoever sits at this machine.</summary>
    public void Become(AuthenticationHeaderValue? key) => Server.Http.DefaultRequestHeaders.Authorization = key;

    /// <summary>A form that can be submitted.</summary>
    public static JsonObject Form(string prompt = "a red fox", int? quantity = null)
    {
        var form = new JsonObject
        {
            ["workflow"] = "txt2img",
            ["ecosystem"] = "SDXL",
            ["prompt"] = prompt,
            ["seed"] = 7,
        };
        if (quantity is { } count)
            form["quantity"] = count;
        return form;
    }

    /// <summary>A LoRA of Civitai's for a base model.</summary>
    public SeededModel Lora(string baseModel) =>
        Sandbox.Server.Catalogue.Models.First(model =>
            model.Spec is { Type: "LORA", Status: "Published" } && model.Versions[0].Spec.BaseModel == baseModel
        );

    /// <summary>The orchestrator takes submits like this.</summary>
    public void SpoilSubmits(Fault fault) =>
        Sandbox.Server.Faults.Add(
            fault with
            {
                Host = "orchestrator",
                Method = "POST",
                Path = "/v2/consumer/workflows",
            }
        );

    /// <summary>Submits a form.</summary>
    /// <returns>The generation.</returns>
    public async Task<JsonNode> SubmitAsync(JsonObject? form = null)
    {
        var (status, row) = await Server.SendAsync("POST", "/api/generation/submit", (form ?? Form()).ToJsonString());
        status.ShouldBe(202, row.ToJsonString());
        return row;
    }

    /// <summary>Submits a form and waits for its end.</summary>
    public async Task<JsonNode> GenerateAsync(JsonObject? form = null) => await EndAsync(await SubmitAsync(form));

    /// <summary>The generation as soon as nothing more happens to it.</summary>
    public Task<JsonNode> EndAsync(JsonNode row) =>
        Server.WaitAsync(
            $"/api/generation/queue/{row["id"]}",
            now => now["state"]!.ToString() is "completed" or "failed" or "cancelled"
        );

    /// <summary>The generation as soon as it is so far.</summary>
    public Task<JsonNode> UntilAsync(JsonNode row, Func<JsonNode, bool> fits) =>
        Server.WaitAsync($"/api/generation/queue/{row["id"]}", fits);

    /// <summary>What the database says.</summary>
    public async Task<T> ReadAsync<T>(Func<LibraryContext, Task<T>> read)
    {
        var database = LibraryDatabase.Open(Server.Database);
        await using var context = database.CreateContext();
        var value = await read(context);
        database.CloseConnections();
        return value;
    }

    /// <summary>What is submitted for a generation.</summary>
    public async Task<JsonNode> BodyAsync(JsonNode row) =>
        JsonNode.Parse(
            await ReadAsync(context =>
                context
                    .Generations.Where(one => one.Id == row["id"]!.ToString())
                    .Select(one => one.Body)
                    .SingleAsync(Stop)
            )
        )!;

    /// <summary>The token of a generation's callbacks.</summary>
    public Task<string> TokenAsync(JsonNode row) =>
        ReadAsync(context =>
            context
                .Generations.Where(one => one.Id == row["id"]!.ToString())
                .Select(one => one.CallbackToken)
                .SingleAsync(Stop)
        );

    /// <summary>The files that were made.</summary>
    public string[] Files() =>
        Directory.Exists(Generated) ? Directory.GetFiles(Generated, "*", SearchOption.AllDirectories) : [];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
        _home.Dispose();
    }
}
