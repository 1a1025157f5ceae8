using BerryAIGen.Sandbox;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>A Sandbox of its own for a test class; a request to a route that the real servers do not have fails it.</summary>
public class SandboxFixture : IAsyncLifetime
{
    private SandboxServer? server;

    /// <summary>The running server.</summary>
    public SandboxServer Server => server ?? throw new InvalidOperationException("The Sandbox has not started yet.");

    /// <summary>How the server is started.</summary>
    protected virtual SandboxOptions Options { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        server = await SandboxServer.StartAsync(Options, TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server is null)
            return;
        var unknown = server.UnknownRequests;
        await server.DisposeAsync();
        Assert.Empty(unknown.Select(request => $"{request.Method} {request.Path} on {request.Host}"));
    }
}
