using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>A server whose sources are the Sandbox.</summary>
public sealed class SearchingToolkit : IAsyncLifetime
{
    private readonly SandboxFixture _sandbox = new();
    private RunningToolkit? _server;

    public SandboxServer Sandbox => _sandbox.Server;

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync()
    {
        await _sandbox.InitializeAsync();
        _server = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = Sandbox.CivitaiUrl.ToString(),
                ["BERRY_HF_URL"] = Sandbox.HuggingFaceUrl.ToString(),
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }
}

public sealed class SearchTests(SearchingToolkit toolkit) : IClassFixture<SearchingToolkit>, IDisposable
{
    private readonly RunningToolkit _server = toolkit.Server;

    private SandboxServer Sandbox => toolkit.Sandbox;

    public void Dispose() => Sandbox.Faults.Clear();

    [Fact]
    public async Task Both_sources_are_searched_and_what_is_found_can_be_resolved()
    {
        var found = await _server.GetAsync("/api/models/search?query=tiny");

        var repository = Items(found).First(item => item["source"]!.ToString() == "huggingface");
        Proven.Tells(
            "GET /api/models/search",
            found,
            told =>
                told["items"]
                    .AsArray()
                    .Select(item => item["id"].ToString())
                    .ShouldContain("sandbox-labs/tiny-diffusion")
        );
        repository["reference"]!.ToString().ShouldBe("hf:sandbox-labs/tiny-diffusion");
        repository["downloads"]!.GetValue<long>().ShouldBeGreaterThan(0);
        repository["updated_at"]!.GetValue<double>().ShouldBeGreaterThan(1.7e9);
        found["sources"]!.AsArray().Select(one => one!["source"]!.ToString()).ShouldBe(["civitai", "huggingface"]);
        var resolved = await _server.PostAsync(
            "/api/models/resolve",
            new JsonObject { ["reference"] = repository["reference"]!.ToString() }
        );
        resolved.ToJsonString().ShouldContain("tiny-diffusion");
    }

    [Fact]
    public async Task A_cursor_leads_through_all_pages_of_all_sources_and_each_model_comes_once()
    {
        var small = await AllAsync("limit=35");
        var large = await AllAsync("limit=100");

        small.ShouldBeUnique();
        small.Order().ShouldBe(large.Order());
        small.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Type_and_base_model_narrow_and_what_a_source_cannot_do_is_told()
    {
        var loras = await _server.GetAsync("/api/models/search?source=civitai&type=lora");
        var files = await _server.GetAsync("/api/models/search?source=huggingface&type=gguf");
        var both = await _server.GetAsync("/api/models/search?base_model=SD%201.5");

        Items(loras).ShouldNotBeEmpty();
        Items(loras).ShouldAllBe(item => item["type"]!.ToString() == "LORA");
        Items(files).Select(item => item["id"]!.ToString()).ShouldContain("sandbox-labs/small-llama-gguf");
        Items(files).ShouldAllBe(item => Tags(item).Contains("gguf"));
        Items(both).ShouldAllBe(item => item["source"]!.ToString() == "civitai");
        both["sources"]![1]!["error"]!["message"]!.ToString().ShouldContain("owner/name");
    }

    [Fact]
    public async Task Mature_models_come_only_when_they_are_asked_for_as_with_the_command()
    {
        var usual = await AllAsync("source=civitai&limit=100");
        var all = await AllAsync("source=civitai&limit=100&nsfw=true");

        all.Count.ShouldBeGreaterThan(usual.Count);
        Sandbox
            .Requests.All.Where(request => request.Path == "/api/v1/models")
            .ShouldContain(request => !request.Query.Contains("nsfw"));
    }

    [Fact]
    public async Task A_source_in_trouble_does_not_hide_the_other_one_and_is_named()
    {
        Sandbox.Faults.Add(new Fault { Host = "huggingface", Status = 404 });

        var found = await _server.GetAsync("/api/models/search?query=light");
        var error = await _server.FailAsync(
            HttpMethod.Get,
            "/api/models/search?source=huggingface&query=trouble",
            HttpStatusCode.InternalServerError
        );

        Items(found).ShouldNotBeEmpty();
        found["sources"]![1]!["error"]!["message"]!.ToString().ShouldContain("404");
        error["message"]!.ToString().ShouldContain("404");
    }

    [Fact]
    public async Task Who_is_offline_asks_nobody()
    {
        await _server.SendAsync("PUT", "/api/settings/network", """{"offline":true}""");
        try
        {
            var before = Sandbox.Requests.All.Count;

            // What was asked before would be told from memory.
            var error = await _server.FailAsync(
                HttpMethod.Get,
                "/api/models/search?query=asked-only-here",
                HttpStatusCode.BadGateway
            );

            error["message"]!.ToString().ShouldStartWith("Offline");
            Sandbox.Requests.All.Count.ShouldBe(before);
        }
        finally
        {
            await _server.SendAsync("PUT", "/api/settings/network", """{"offline":false}""");
        }
    }

    [Theory]
    [InlineData("source=nowhere", "civitai, huggingface")]
    [InlineData("limit=0", "1 to 100")]
    [InlineData("limit=101", "1 to 100")]
    [InlineData("cursor=x", "next_cursor")]
    [InlineData("source=civitai&type=nonsense", "no type of Civitai")]
    [InlineData("sort=nonsense", "sort is one of rated, downloads")]
    [InlineData("source=huggingface&sort=rated", "it can by downloads, likes, newest, updated, trending")]
    [InlineData("period=century", "period is one of day")]
    [InlineData("source=huggingface&period=day", "no periods")]
    [InlineData("level=nonsense", "level is one of pg")]
    public async Task A_wrong_question_is_told_in_one_sentence(string query, string words)
    {
        var error = await _server.FailAsync(HttpMethod.Get, $"/api/models/search?{query}", HttpStatusCode.BadRequest);

        error["message"]!.ToString().ShouldContain(words);
    }

    private async Task<IReadOnlyList<string>> AllAsync(string query)
    {
        List<string> seen = [];
        for (var rest = ""; rest is not null; )
        {
            var page = await _server.GetAsync($"/api/models/search?{query}{rest}");
            seen.AddRange(Items(page).Select(item => $"{item["source"]} {item["id"]}"));
            var cursor = page["metadata"]!["next_cursor"]?.ToString();
            rest = cursor is null ? null : $"&cursor={Uri.EscapeDataString(cursor)}";
        }

        return seen;
    }

    private static IReadOnlyList<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!)];

    private static IEnumerable<string> Tags(JsonNode item) => item["tags"]!.AsArray().Select(tag => tag!.ToString());
}
