using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class SearchTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private RunningToolkit _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString(),
                ["BERRY_HF_URL"] = sandbox.Server.HuggingFaceUrl.ToString(),
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            }
        );

    public async ValueTask DisposeAsync()
    {
        sandbox.Server.Faults.Clear();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Both_sources_are_searched_and_what_is_found_can_be_resolved()
    {
        var found = await _server.GetAsync("/api/models/search?query=tiny");

        var repository = Items(found).First(item => item["source"]!.ToString() == "huggingface");
        repository["id"]!.ToString().ShouldBe("sandbox-labs/tiny-diffusion");
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
        sandbox
            .Server.Requests.All.Where(request => request.Path == "/api/v1/models")
            .ShouldContain(request => !request.Query.Contains("nsfw"));
    }

    [Fact]
    public async Task A_source_in_trouble_does_not_hide_the_other_one_and_is_named()
    {
        sandbox.Server.Faults.Add(new Fault { Host = "huggingface", Status = 404 });

        var found = await _server.GetAsync("/api/models/search");
        var error = await _server.FailAsync(
            HttpMethod.Get,
            "/api/models/search?source=huggingface",
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
        var before = sandbox.Server.Requests.All.Count;

        var error = await _server.FailAsync(HttpMethod.Get, "/api/models/search", HttpStatusCode.BadGateway);

        error["message"]!.ToString().ShouldStartWith("Offline");
        sandbox.Server.Requests.All.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("source=nowhere", "civitai, huggingface")]
    [InlineData("limit=0", "1 to 100")]
    [InlineData("limit=101", "1 to 100")]
    [InlineData("cursor=x", "next_cursor")]
    [InlineData("source=civitai&type=nonsense", "no type of Civitai")]
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
