using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>The part of Ollama's API that an import uses (github.com/ollama/ollama, <c>docs/api.md</c>), in its own types.</summary>
internal sealed class PlayedOllama(WebApplication server) : IAsyncDisposable
{
    private int probes;
    private int sent;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public ConcurrentDictionary<string, JsonNode> Models { get; } = new();

    public int Probes => probes;

    /// <summary>How often the bytes of a file came.</summary>
    public int Sent => sent;

    /// <summary>Awaited before a model is made of a blob, as a large one takes its time.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public string Address => server.Urls.First();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PlayedOllama> StartAsync(string host = "127.0.0.1", Task? gate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://{host}:0");
        var ollama = new PlayedOllama(app) { Gate = gate ?? Task.CompletedTask };
        app.Run(ollama.AnswerAsync);
        await app.StartAsync(Stop);
        return ollama;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var digest = path.Split('/')[^1];
        switch (context.Request.Method, path)
        {
            case ("GET", "/api/version"):
                Interlocked.Increment(ref probes);
                await context.Response.WriteAsync("""{"version":"0.12.3"}""", context.RequestAborted);
                return;
            case ("GET", "/api/tags"):
                var list = new JsonArray([.. Models.Keys.Select(name => new JsonObject { ["name"] = name })]);
                var tags = new JsonObject { ["models"] = list };
                await context.Response.WriteAsync(tags.ToJsonString(), context.RequestAborted);
                return;
            case ("GET", "/api/ps"):
                await context.Response.WriteAsync("""{"models":[]}""", context.RequestAborted);
                return;
            case ("HEAD", _):
                context.Response.StatusCode = Blobs.ContainsKey(digest) ? 200 : 404;
                return;
            case ("POST", "/api/create"):
                await CreateAsync(context);
                return;
            default:
                using (var bytes = new MemoryStream())
                {
                    await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
                    Blobs[digest] = bytes.ToArray();
                }

                Interlocked.Increment(ref sent);
                context.Response.StatusCode = 201;
                return;
        }
    }

    private async Task CreateAsync(HttpContext context)
    {
        var made = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var known = made["files"]!.AsObject().All(file => Blobs.ContainsKey(file.Value!.ToString()));
        context.Response.StatusCode = known ? 200 : 400;
        try
        {
            // Who hangs up before gets no model.
            await Gate.WaitAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (known)
            Models[made["model"]!.ToString()] = made;
        await context.Response.WriteAsync("""{"status":"success"}""", context.RequestAborted);
    }
}
