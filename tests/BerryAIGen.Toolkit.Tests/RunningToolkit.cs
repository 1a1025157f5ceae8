using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>A real server of one test, with a home that the test may fill before and look into afterwards.</summary>
public sealed class RunningToolkit : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TemporaryFolder _home;

    private RunningToolkit(Process process, TemporaryFolder home, Uri address)
    {
        (_process, _home) = (process, home);
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="home">Is emptied with the server; null makes one.</param>
    /// <param name="environment">Variables that only the server sees.</param>
    /// <param name="arguments">Further options.</param>
    public static async Task<RunningToolkit> StartAsync(
        TemporaryFolder? home = null,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] arguments
    )
    {
        home ??= new TemporaryFolder();
        var process = ToolkitFixture.Start(
            home.Path,
            environment ?? new Dictionary<string, string>(),
            ["--url", "http://127.0.0.1:0", "--database", DatabaseIn(home), .. arguments]
        );
        // Warnings may come before the line that names the address.
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Stop);
        while (line is not null && !line.Contains(" answers at ", StringComparison.Ordinal));
        if (line is null)
            Assert.Fail(await process.StandardError.ReadToEndAsync(Stop));
        return new RunningToolkit(process, home, ToolkitFixture.AddressIn(line));
    }

    /// <summary>A path in the server's home.</summary>
    public string Path(params string[] names) => System.IO.Path.Combine([_home.Path, .. names]);

    /// <summary>The same database, for what the product itself would do with it.</summary>
    public async Task WithDatabaseAsync(Func<LibraryDatabase, Task> work)
    {
        var database = LibraryDatabase.Open(DatabaseIn(_home));
        await work(database);
        database.CloseConnections();
    }

    /// <summary>The same database, for rows that something else would write.</summary>
    public async Task WriteAsync(Action<LibraryContext> write)
    {
        var database = LibraryDatabase.Open(DatabaseIn(_home));
        await using (var context = database.CreateContext())
        {
            write(context);
            await context.SaveChangesAsync(Stop);
        }

        database.CloseConnections();
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(200, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks until it is there.</summary>
    public async Task<JsonNode> WaitAsync(string path)
    {
        while (true)
        {
            var (status, body) = await SendAsync("GET", path);
            if (status == 200)
                return body;
            // The test run's own limit ends what never comes.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    /// <summary>The status and the body, whatever they are.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var answer = await Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _home.Dispose();
    }

    private static string DatabaseIn(TemporaryFolder home) => home.Combine("library.db");
}
