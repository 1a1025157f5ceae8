using System.Text.Json;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Transport;

/// <summary>A scripted Civitai, a client of it, and a clock that jumps over every pause.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Path = "/api/v1/models/1";
    public const string Key = "0123456789abcdef0123456789abcdef";

    private readonly List<CivitaiClient> _clients = [];

    private Scene(ScriptedServer server) => Server = server;

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ScriptedServer Server { get; }

    public MovedTime Time { get; } = new();

    public static async Task<Scene> StartAsync(params ScriptedAnswer[] answers)
    {
        var scene = new Scene(await ScriptedServer.StartAsync());
        if (answers.Length > 0)
            scene.Server.On(Path, answers);
        return scene;
    }

    public CivitaiClient Client(Action<CivitaiOptions>? configure = null)
    {
        var options = new CivitaiOptions { SiteUrl = Server.Url, TimeProvider = Time };
        configure?.Invoke(options);
        var client = new CivitaiClient(options);
        _clients.Add(client);
        return client;
    }

    /// <summary>Asks <see cref="Path"/>.</summary>
    public Task<JsonElement> AskAsync(Action<CivitaiOptions>? configure = null) =>
        Client(configure).Models.GetJsonAsync(1, Cancelled);

    /// <summary>Asks <see cref="Path"/> and expects to be refused.</summary>
    public async Task<T> RefusedAsync<T>(Action<CivitaiOptions>? configure = null)
        where T : CivitaiRequestException
    {
        var error = await Should.ThrowAsync<CivitaiRequestException>(() => AskAsync(configure));
        var refusal = error.ShouldBeOfType<T>();
        refusal.ToString().ShouldNotContain(Key);
        refusal.Message.ShouldNotContain('\n');
        refusal.Message.Length.ShouldBeLessThan(600);
        return refusal;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }
}
