using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>What foreign pages make a browser ask of a server on one's own machine, which needs no key.</summary>
public sealed class BrowserTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    private const string Question = """{"model_id":"bert-base-uncased","provider":"llama-cpp"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Own => toolkit.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:5080", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("192.168.1.5", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:9", true)]
    [InlineData("[::1]:5080", true)]
    public async Task A_foreign_name_that_leads_here_gets_nothing(string host, bool answers)
    {
        using var answer = await SendAsync("GET", "/api/models/library", ("Host", host));

        answer.StatusCode.ShouldBe(answers ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        if (!answers)
            (await ErrorAsync(answer))["type"]!.ToString().ShouldBe("SecurityError");
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://127.0.0.1:1", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "", true)]
    public async Task A_change_from_another_site_is_refused(string header, string value, bool passes)
    {
        using var answer = await SendAsync("POST", "/api/providers/compatibility/check", (header, value));
        using var own = await SendAsync("POST", "/api/providers/compatibility/check", ("Origin", Own));

        answer.StatusCode.ShouldBe(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_other_site_may_read_unless_it_is_allowed()
    {
        await using var server = await RunningToolkit.StartAsync(arguments: ["--allow-origin", "https://app.example/"]);
        var http = server.Http;

        using var closed = await SendAsync("GET", "/api/models/library", ("Origin", "https://app.example"));
        using var open = await SendAsync(http, "GET", "/api/models/library", ("Origin", "https://app.example"));
        using var asked = await SendAsync(
            http,
            "OPTIONS",
            "/api/models/library",
            ("Origin", "https://app.example"),
            ("Access-Control-Request-Method", "POST")
        );
        using var other = await SendAsync(http, "GET", "/api/models/library", ("Origin", "https://evil.example"));
        using var change = await SendAsync(
            http,
            "POST",
            "/api/providers/compatibility/check",
            ("Origin", "https://app.example")
        );

        Allowed(closed).ShouldBeNull();
        Allowed(open).ShouldBe("https://app.example");
        Allowed(asked).ShouldBe("https://app.example");
        Allowed(other).ShouldBeNull();
        change.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait()
    {
        await using var server = await RunningToolkit.StartAsync(arguments: ["--rate-limit", "1"]);

        HttpResponseMessage? refused = null;
        // Ten at once are let through; one more is earned per second, however slow this machine is.
        while (refused is null)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 40).Select(_ => server.Http.GetAsync("/health", Stop))
            );
            refused = answers.FirstOrDefault(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        }

        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await ErrorAsync(refused))["retryable"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var text = new string(' ', 9 * 1024 * 1024) + Question;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/providers/compatibility/check")
        {
            Content = new StringContent(text, Encoding.UTF8, "application/json"),
        };
        // Asks before it sends, so that the answer is not lost while the body is still on its way.
        request.Headers.ExpectContinue = true;

        using var answer = await toolkit.Http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ErrorAsync(answer))["message"]!.ToString().ShouldContain("too long");
    }

    [Fact]
    public async Task A_page_of_this_server_goes_into_no_frame_of_another()
    {
        using var answer = await SendAsync("GET", "/docs/index.html");

        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task On_one_s_own_machine_everything_is_allowed_without_a_key()
    {
        var session = JsonNode.Parse(await toolkit.Http.GetStringAsync("/api/access/session", Stop))!;

        session["name"]!.ToString().ShouldBe("local");
        session["scope"]!.ToString().ShouldBe("admin");
        session["key_needed"]!.GetValue<bool>().ShouldBeFalse();
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, params (string, string)[] headers) =>
        SendAsync(toolkit.Http, method, path, headers);

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        string method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = method == "POST" ? new StringContent(Question, Encoding.UTF8, "application/json") : null,
        };
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            request.Headers.TryAddWithoutValidation(name, value);
        return http.SendAsync(request, Stop);
    }

    private static string? Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;

    private static async Task<JsonNode> ErrorAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!;
}
