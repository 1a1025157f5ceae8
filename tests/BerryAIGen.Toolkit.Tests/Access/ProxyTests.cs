using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>A proxy on this machine speaks https with the world and tells who asked.</summary>
public sealed class ProxyTests
{
    private const string Client = "203.0.113.9";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_an_announced_proxy_addresses_cookies_and_the_record_are_of_the_client()
    {
        using var folder = new TemporaryFolder();
        var database = folder.Combine("library.db");
        var added = await RunningToolkit.RunAsync(
            folder.Path,
            ["key", "add", "phone", "--scope", "admin", "--database", database]
        );
        var key = added.Output.Trim();
        SmallLora.Write(folder.Combine("models", "style.safetensors"));
        await using var toolkit = await RunningToolkit.StartAsync(
            folder.Path,
            database,
            ("BERRY_HOST_NAMES", "models.example"),
            ("MODELS_DIR", folder.Combine("models"))
        );
        await AskAsync(toolkit, "POST", "/api/models/index?wait=true", key, "{}");

        var (opened, session) = await AskAsync(
            toolkit,
            "POST",
            "/api/access/session",
            key,
            new JsonObject { ["key"] = key }.ToJsonString()
        );
        var (_, models) = await AskAsync(toolkit, "GET", "/api/v1/models?limit=1", key);
        var (_, audit) = await AskAsync(toolkit, "GET", "/api/audit", key);

        session["scope"]!.ToString().ShouldBe("admin");
        opened.GetValues("Set-Cookie").Single().ShouldContain("; secure");
        models["items"]![0]!["modelVersions"]![0]!["downloadUrl"]!
            .ToString()
            .ShouldStartWith("https://models.example/");
        audit["entries"]![0]!["details"]!["from"]!.ToString().ShouldBe(Client);
    }

    [Fact]
    public async Task Where_no_proxy_was_announced_nobody_says_who_he_is()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        await AskAsync(toolkit, "PUT", "/api/settings/network", null, """{"update_checks":false}""", "localhost");
        var (_, audit) = await AskAsync(toolkit, "GET", "/api/audit", null, null, "localhost");

        audit["entries"]![0]!["details"]!["from"]!.ToString().ShouldNotBe(Client);
    }

    [Fact]
    public async Task Several_names_may_be_given_one_by_one()
    {
        var folder = new TemporaryFolder();
        await RunningToolkit.RunAsync(folder.Path, ["key", "add", "x", "--database", folder.Combine("library.db")]);
        await using var toolkit = await RunningToolkit.StartAsync(
            folder,
            arguments: ["--host-name", "one.example", "--host-name", "two.example,three.example"]
        );

        List<int> statuses = [];
        foreach (var host in (string[])["one.example", "two.example", "three.example", "four.example"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
            using var answer = await toolkit.Http.SendAsync(request, Stop);
            statuses.Add((int)answer.StatusCode);
        }

        statuses.ShouldBe([200, 200, 200, 403]);
    }

    private static async Task<(HttpResponseHeaders Headers, JsonNode Body)> AskAsync(
        RunningToolkit toolkit,
        string method,
        string path,
        string? key,
        string? body = null,
        string host = "models.example"
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, null, "application/json"),
        };
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", Client);
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await toolkit.Http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(200, text);
        return (answer.Headers, JsonNode.Parse(text)!);
    }
}
