using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>The real server on an address that other machines reach, with a key of each scope.</summary>
public sealed class GuardedToolkit : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningToolkit? _toolkit;

    public RunningToolkit Toolkit => _toolkit ?? throw new InvalidOperationException("The server has not started yet.");

    public Uri Address => Toolkit.Http.BaseAddress!;

    public string Database => _folder.Combine("library.db");

    public Dictionary<string, string> Keys { get; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var scope in (string[])["read", "write", "admin"])
            Keys[scope] = (await RunKeyAsync("add", $"the {scope}", "--scope", scope)).Output.Trim();
        _toolkit = await RunningToolkit.StartAsync(_folder, arguments: ["--url", "http://0.0.0.0:0"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_toolkit is not null)
            await _toolkit.DisposeAsync();
    }

    /// <summary>Runs <c>BerryAIGen.Toolkit key …</c> beside the server.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunKeyAsync(params string[] words) =>
        RunningToolkit.RunAsync(_folder.Path, ["key", .. words, "--database", Database]);

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
        using var http = new HttpClient(new Recorded(new SocketsHttpHandler { UseCookies = false }))
        {
            BaseAddress = Address,
        };
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
