using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Faults;

/// <summary>A server of its own for every test, because faults wait for whoever comes.</summary>
public abstract class FaultyServerTest : SandboxFixture, IAsyncLifetime
{
    protected const string Model = "api/v1/models/257749";

    private SandboxClient? client;

    internal SandboxClient Client => client ?? throw new InvalidOperationException("The server has not started yet.");

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        client = new SandboxClient(Server);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        client?.Dispose();
        await DisposeAsync();
    }
}
