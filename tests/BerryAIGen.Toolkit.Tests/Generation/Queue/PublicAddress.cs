using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What stands before a server in the world: it leads to it from a path below its own name.</summary>
internal sealed class PublicAddress : IAsyncDisposable
{
    private const string Below = "/berry";

    private readonly ConcurrentQueue<(string Path, int Status)> _sent = new();
    private readonly HttpClient _http = new();
    private readonly WebApplication _app;
    private Uri? _server;

    private PublicAddress(WebApplication app) => _app = app;

    public Uri Url => new(new Uri(_app.Urls.Single()), Below);

    /// <summary>What was led on, and what the server said.</summary>
    public IReadOnlyList<(string Path, int Status)> Sent => [.. _sent];

    public static async Task<PublicAddress> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var address = new PublicAddress(app);
        app.Map(Below, below => below.Run(address.LeadAsync));
        await app.StartAsync();
        return address;
    }

    /// <summary>Whom it leads to.</summary>
    public void LeadTo(RunningToolkit server) => _server = server.Http.BaseAddress;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task LeadAsync(HttpContext context)
    {
        if (_server is null)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        using var content = new StreamContent(context.Request.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        var path = context.Request.Path.ToUriComponent();
        using var answer = await _http.PostAsync(new Uri(_server, path), content, context.RequestAborted);
        _sent.Enqueue((path, (int)answer.StatusCode));
        context.Response.StatusCode = (int)answer.StatusCode;
    }
}
