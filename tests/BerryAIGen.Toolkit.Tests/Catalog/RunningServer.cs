using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>A real server of one test, with a home of its own; its models lie in <c>models</c> there.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private Process? _process;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TemporaryFolder Home { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public string Models => Path.Combine(Home.Path, "models");

    public static async Task<RunningServer> StartAsync(params (string Name, string Value)[] environment)
    {
        var server = new RunningServer();
        Directory.CreateDirectory(server.Models);
        await server.StartAgainAsync(environment);
        return server;
    }

    public async Task StartAgainAsync(params (string Name, string Value)[] environment)
    {
        await EndAsync();
        _process = ToolkitFixture.Start(
            Home.Path,
            environment.ToDictionary(row => row.Name, row => row.Value),
            "--url",
            "http://127.0.0.1:0",
            "--database",
            Home.Combine("library.db")
        );
        var address = ToolkitFixture.AddressIn(await _process.StandardOutput.ReadLineAsync(Stop));
        Http.Dispose();
        Http = new HttpClient { BaseAddress = address };
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path, Stop));

    public async Task<JsonNode> PostAsync(string path, string body = "{}") =>
        await ReadAsync(await Http.PostAsync(path, Json(body), Stop));

    /// <summary>Imports the file of a form.</summary>
    public async Task<JsonNode> SendFormAsync(MultipartFormDataContent form) =>
        await ReadAsync(await Http.PostAsync("/api/models/import", form, Stop));

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Json(body) };
        return await ReadAsync(await Http.SendAsync(request, Stop));
    }

    /// <summary>All models of the library that are here, or were.</summary>
    public async Task<IReadOnlyList<JsonNode>> ModelsAsync() =>
        [
            .. (await GetAsync("/api/models/library"))["models"]!
                .AsArray()
                .Where(model => model!["local_path"] is not null)
                .Select(model => model!),
        ];

    /// <summary>Waits until a question about the models is answered with yes.</summary>
    public async Task EventuallyAsync(Func<IReadOnlyList<JsonNode>, bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo(await ModelsAsync()))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException((await GetAsync("/api/models/library")).ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await EndAsync();
        Home.Dispose();
    }

    private async Task EndAsync()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        _process = null;
    }
}
