using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Hosting;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Sandbox.Requests;
using BerryAIGen.Sandbox.Seeding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BerryAIGen.Sandbox;

/// <summary>
/// Civitai's site, its storage, its orchestrator and Hugging Face on loopback, as real web servers. The storage has another host name
/// than the API, so that a key that is sent on by mistake shows.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxServer(WebApplication app, SiteAddresses addresses)
    {
        this.app = app;
        CivitaiUrl = new Uri(addresses.Civitai);
        StorageUrl = new Uri(addresses.Storage);
        HuggingFaceUrl = new Uri(addresses.HuggingFace);
        OrchestratorUrl = new Uri(addresses.Orchestrator);
    }

    /// <summary>Base address of the site, <c>http://127.0.0.1:port/</c>; the API is under <c>api/v1</c>.</summary>
    public Uri CivitaiUrl { get; }

    /// <summary>Base address of the storage, <c>http://localhost:port/</c>.</summary>
    public Uri StorageUrl { get; }

    /// <summary>Base address of Hugging Face, <c>http://127.0.0.1:port/</c>.</summary>
    public Uri HuggingFaceUrl { get; }

    /// <summary>Base address of the orchestrator, <c>http://127.0.0.1:port/</c>; its routes are under <c>v2</c>.</summary>
    public Uri OrchestratorUrl { get; }

    /// <summary>Base address of an archive of models that Civitai has no longer, on the storage's host.</summary>
    public Uri ArchiveUrl => new(StorageUrl, "civarchive");

    /// <summary>What goes wrong.</summary>
    public FaultBook Faults => app.Services.GetRequiredService<FaultBook>();

    /// <summary>What was asked.</summary>
    public RequestLog Requests => app.Services.GetRequiredService<RequestLog>();

    /// <summary>What the orchestrator does, and what goes wrong with its jobs.</summary>
    public Orchestrator Orchestrator => app.Services.GetRequiredService<Orchestrator>();

    /// <summary>What there is.</summary>
    public Catalogue Catalogue => app.Services.GetRequiredService<Catalogue>();

    /// <summary>Requests to routes that the real servers do not have; each was answered 501.</summary>
    public IReadOnlyList<RecordedRequest> UnknownRequests => Requests.Unknown;

    /// <summary>Starts a server and returns when it listens.</summary>
    /// <param name="options">Ports, seed and switches.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var app = SandboxApp.Build(options);
        await app.StartAsync(cancellationToken);
        var addresses = app.Services.GetRequiredService<SiteAddresses>();
        var ports = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(address => new Uri(address).Port)
            .ToList();
        addresses.Listen(ports[0], ports[1], ports[2], ports[3]);
        return new SandboxServer(app, addresses);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        // Stalled answers would otherwise hold the server for its grace period.
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
