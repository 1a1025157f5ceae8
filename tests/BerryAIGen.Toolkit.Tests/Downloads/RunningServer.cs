using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>One process of the server, which tests kill, stop and start again on the same database and folders.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly Process process;
    private readonly Task<string> errors;

    private RunningServer(Process process, Uri address)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public int ProcessId => process.Id;

    public static async Task<RunningServer> StartAsync(
        string home,
        string database,
        params (string Name, string Value)[] environment
    )
    {
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/BerryAIGen.Toolkit/release/BerryAIGen.Toolkit");
        var start = new ProcessStartInfo(program, ["--url", "http://127.0.0.1:0", "--database", database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        foreach (var name in (string[])["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "MODELS_DIR"])
            start.Environment.Remove(name);
        start.Environment["HOME"] = home;
        start.Environment["BERRY_REQUEST_LOG"] = RequestLogs.Next();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Stop);
        line.ShouldNotBeNull(await ErrorsOf(process));
        // Nobody reads its log any more, and it must not wait for that.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new RunningServer(process, ToolkitFixture.AddressIn(line));
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path, Stop));

    public Task<JsonNode> PostAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonNode> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>The body of an error, which must have this status.</summary>
    public async Task<JsonNode> FailAsync(HttpMethod method, string path, HttpStatusCode status, JsonNode? body = null)
    {
        using var answer = await RequestAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!["error"]!;
    }

    /// <summary>The download as soon as it fits.</summary>
    public async Task<JsonNode> UntilAsync(string task, Func<JsonNode, bool> fits)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var now = await GetAsync($"/api/models/download/{task}");
            if (fits(now))
                return now;
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"It stays {now.ToJsonString()}");
            await Task.Delay(50, Stop);
        }
    }

    public Task<JsonNode> UntilAsync(string task, string status) =>
        UntilAsync(task, now => now["status"]!.ToString() == status);

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Stop);
    }

    /// <summary>Any signal: 15 to end, 19 to freeze, 18 to wake.</summary>
    public void Signal(int number) => _ = kill(process.Id, number);

    public async Task<int> EndAsync()
    {
        Signal(15);
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        if (await errors is { Length: > 0 } text)
            TestContext.Current.TestOutputHelper?.WriteLine(text);
        process.Dispose();
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body) =>
        await ReadAsync(await RequestAsync(method, path, body));

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await Http.SendAsync(request, Stop);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        using var _ = answer;
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<string> ErrorsOf(Process process) =>
        process.HasExited ? await process.StandardError.ReadToEndAsync(Stop) : "";

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int kill(int process, int signal);
}
