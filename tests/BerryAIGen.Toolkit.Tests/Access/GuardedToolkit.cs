using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>The real server on an address that other machines reach, with a key of each scope.</summary>
public sealed class GuardedToolkit : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string Database => _folder.Combine("library.db");

    public Dictionary<string, string> Keys { get; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var scope in (string[])["read", "write", "admin"])
            Keys[scope] = (await RunKeyAsync("add", $"the {scope}", "--scope", scope)).Output.Trim();
        _process = ToolkitFixture.Start(_folder.Path, "--url", "http://0.0.0.0:0", "--database", Database);
        var address = ToolkitFixture.AddressIn(
            await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
        );
        Address = new UriBuilder(address) { Host = "127.0.0.1" }.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>Runs <c>BerryAIGen.Toolkit key …</c> beside the server.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunKeyAsync(params string[] words)
    {
        using var run = ToolkitFixture.Start(_folder.Path, ["key", .. words, "--database", Database]);
        var error = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, output, await error);
    }

    /// <summary>Asks with the key of a scope, with another key, or with none.</summary>
    public async Task<GuardedAnswer> SendAsync(
        string method,
        string path,
        string? key = null,
        string? body = null,
        params (string Name, string Value)[] headers
    )
    {
        // No cookies of its own: a test says itself what is sent.
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.GetValueOrDefault(key, key));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new GuardedAnswer(
            (int)answer.StatusCode,
            text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [],
            answer.Headers.ToDictionary(header => header.Key, header => string.Join("; ", header.Value))
        );
    }
}

public sealed record GuardedAnswer(int Status, JsonObject Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text(string name) => Body[name]!.ToString();

    public GuardedAnswer ShouldBeRefused(int status, string type, string words)
    {
        Status.ShouldBe(status, Body.ToJsonString());
        Body["error"]!["type"]!.ToString().ShouldBe(type);
        Body["error"]!["message"]!.ToString().ShouldContain(words);
        return this;
    }
}
