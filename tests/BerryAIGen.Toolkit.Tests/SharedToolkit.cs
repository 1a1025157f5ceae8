namespace BerryAIGen.Toolkit.Tests;

/// <summary>One server for a class whose tests do not step on each other.</summary>
public sealed class SharedToolkit : IAsyncLifetime
{
    private RunningToolkit? toolkit;

    public RunningToolkit Toolkit => toolkit ?? throw new InvalidOperationException("The server has not started yet.");

    public HttpClient Http => Toolkit.Http;

    public async ValueTask InitializeAsync() => toolkit = await RunningToolkit.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (toolkit is not null)
            await toolkit.DisposeAsync();
    }
}
