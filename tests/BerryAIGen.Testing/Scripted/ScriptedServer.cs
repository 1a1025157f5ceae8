using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BerryAIGen.Testing.Scripted;

/// <summary>
/// A real web server on loopback that says what a test tells it to say, path by path, and remembers what it was asked.
/// </summary>
/// <remarks>A path without a script is answered by 501.</remarks>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>The server's address, <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Every request so far, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Url = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>The address of a path; another host name for loopback (<c>localhost</c>) makes it another host.</summary>
    public Uri At(string path, string? host = null) =>
        new UriBuilder(new Uri(Url, path)) { Host = host ?? Url.Host }.Uri;

    /// <summary>What the path answers, in order; the last answer stays.</summary>
    public ScriptedServer On(string path, params ScriptedAnswer[] answers) =>
        On(path, [.. answers.Select(answer => (RequestDelegate)answer.SendAsync)]);

    /// <summary>The same, with full control over each answer.</summary>
    public ScriptedServer On(string path, params RequestDelegate[] answers)
    {
        _scripts[path] = new Script(answers);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _requests.Enqueue(await RecordedRequest.ReadAsync(context.Request));
        var path = context.Request.Path.ToUriComponent();
        if (_scripts.TryGetValue(path, out var script))
            await script.Next()(context);
        else
            await ScriptedAnswer.Text($"no script for {path}", StatusCodes.Status501NotImplemented).SendAsync(context);
    }

    private sealed class Script(RequestDelegate[] answers)
    {
        private int _asked;

        public RequestDelegate Next() => answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1];
    }
}
