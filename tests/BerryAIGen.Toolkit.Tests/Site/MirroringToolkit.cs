using BerryAIGen.Sandbox;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>A server that asks a Sandbox of its own for what is not here.</summary>
public sealed class MirroringToolkit : IAsyncLifetime
{
    private readonly SandboxFixture sandbox = new();
    private RunningToolkit? toolkit;

    public HttpClient Client { get; private set; } = new();

    public SandboxServer Sandbox => sandbox.Server;

    public RunningToolkit Toolkit => toolkit ?? throw new InvalidOperationException("The server has not started yet.");

    /// <summary>How often the Sandbox was asked for a path.</summary>
    public int Asked(string path) => sandbox.Server.Requests.All.Count(request => request.Path == path);

    /// <summary>The same, with a word in the query.</summary>
    public int Asked(string path, string word) =>
        sandbox.Server.Requests.All.Count(request =>
            request.Path == path && request.Query.Contains(word, StringComparison.Ordinal)
        );

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string> { ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString() },
            "--mirror"
        );
        // A list is of what is here: all of it was asked for before.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = toolkit.Http.BaseAddress,
        };
        await Parallel.ForEachAsync(
            sandbox.Server.Catalogue.Models,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (model, stop) =>
            {
                (await Client.GetAsync($"/api/v1/models/{model.Id}", stop)).Dispose();
                if (model.Id % 8 == 0)
                    (await Client.GetAsync($"/api/v1/images?modelId={model.Id}", stop)).Dispose();
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (toolkit is not null)
            await toolkit.DisposeAsync();
        await sandbox.DisposeAsync();
    }
}
