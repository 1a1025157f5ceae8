using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>A server whose orchestrator is asked, and a place outside that has a picture and one that never comes.</summary>
internal sealed class OwnOrchestrator : IAsyncDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RawHttpServer _outside;

    private OwnOrchestrator() =>
        _outside = new RawHttpServer(request =>
            RawReply.File(Picture) with
            {
                Gate = request.Target.Contains("held", StringComparison.Ordinal) ? _released.Task : Task.CompletedTask,
            }
        );

    /// <summary>20 × 10 pixels.</summary>
    public static byte[] Picture { get; } = new PngMaker(20, 10).Build();

    public RunningToolkit Server { get; private set; } = null!;

    /// <summary>The picture, at once.</summary>
    public Uri OutsidePicture => _outside.Address("/picture.png");

    /// <summary>The same, only after <see cref="Release"/>.</summary>
    public Uri HeldPicture => _outside.Address("/held.png");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static void RequireVips() => InstalledTools.Require("vips");

    public static void RequireFfmpeg() => InstalledTools.Require("ffmpeg");

    public static async Task<OwnOrchestrator> StartAsync(params (string Name, string Value)[] environment)
    {
        var story = new OwnOrchestrator();
        story.Server = await RunningToolkit.StartAsync(
            environment: environment
                .Append((Name: "BERRY_ALLOW_HOSTS", Value: "127.0.0.1"))
                .DistinctBy(row => row.Name)
                .ToDictionary(row => row.Name, row => row.Value)
        );
        return story;
    }

    /// <summary>The same in a home that stays when the server ends.</summary>
    public static async Task<OwnOrchestrator> StartAtAsync(string home)
    {
        var story = new OwnOrchestrator();
        story.Server = await RunningToolkit.StartAsync(
            home,
            Path.Combine(home, "library.db"),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1")
        );
        return story;
    }

    /// <summary>How often the outside was asked for something with this in its address.</summary>
    public int Asked(string name) =>
        _outside.Requests.Count(request => request.Target.Contains(name, StringComparison.Ordinal));

    public void Release() => _released.TrySetResult();

    /// <summary>Starts the server again on the same home, after it was killed.</summary>
    public async Task RestartAsync(string home)
    {
        await Server.KillAsync();
        await Server.DisposeAsync();
        Server = await RunningToolkit.StartAsync(
            home,
            Path.Combine(home, "library.db"),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1")
        );
    }

    /// <summary>An access key that may write.</summary>
    public async Task<string> NewKeyAsync(string name, string scope = "write") =>
        (await Server.PostAsync("/api/access/keys", new JsonObject { ["name"] = name, ["scope"] = scope }))[
            "key"
        ]!.ToString();

    public static JsonObject Echo(string message = "hello", string? name = null)
    {
        var step = new JsonObject
        {
            ["$type"] = "echo",
            ["input"] = new JsonObject { ["message"] = message },
        };
        if (name is not null)
            step["name"] = name;
        return step;
    }

    public static JsonObject Convert(JsonNode image, string? name = null, string priority = "normal")
    {
        var step = new JsonObject
        {
            ["$type"] = "convertImage",
            ["priority"] = priority,
            ["input"] = new JsonObject
            {
                ["image"] = image,
                ["output"] = new JsonObject { ["format"] = "webp", ["hideMetadata"] = false },
            },
        };
        if (name is not null)
            step["name"] = name;
        return step;
    }

    public static JsonObject Upload(JsonNode image, string priority = "normal") =>
        new()
        {
            ["$type"] = "imageUpload",
            ["priority"] = priority,
            ["input"] = image,
        };

    public static JsonObject Step(string type, JsonObject input) => new() { ["$type"] = type, ["input"] = input };

    public static JsonObject Reference(string step, string path) => new() { ["$ref"] = step, ["path"] = path };

    public static JsonObject Workflow(params JsonObject[] steps) =>
        new() { ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)step)]) };

    /// <summary>Submits it, and waits as long as it takes.</summary>
    public async Task<JsonNode> RunAsync(JsonObject workflow)
    {
        var (status, body) = await Server.SendAsync("POST", "/v2/consumer/workflows?wait=100", workflow.ToJsonString());
        status.ShouldBe(200, body.ToJsonString());
        return body;
    }

    /// <summary>Submits it, and goes on.</summary>
    public async Task<JsonNode> SubmitAsync(JsonObject workflow)
    {
        var (status, body) = await Server.SendAsync("POST", "/v2/consumer/workflows", workflow.ToJsonString());
        status.ShouldBeOneOf(200, 202);
        return body;
    }

    public Task<JsonNode> UntilAsync(string id, Func<JsonNode, bool> fits) =>
        Server.WaitJsonAsync($"/v2/consumer/workflows/{id}", fits);

    /// <summary>The status and the body of what is asked with an access key.</summary>
    public async Task<(int Status, string Body)> AskAsync(string key, string method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await Server.Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>The status alone, of an answer that has no body.</summary>
    public async Task<int> StatusAsync(
        string method,
        string path,
        string? body = null,
        string type = "application/json"
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        using var answer = await Server.Http.SendAsync(request, Stop);
        return (int)answer.StatusCode;
    }

    public async Task<(int Status, JsonNode Body)> UploadAsync(string path, byte[] bytes, string type)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await Server.SendAsync("POST", path, content);
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await Server.DisposeAsync();
        await _outside.DisposeAsync();
    }
}
