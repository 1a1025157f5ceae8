using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

public sealed class LibraryTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_install_offers_the_predefined_models()
    {
        var library = await GetAsync("/api/models/library");

        var models = library["models"]!.AsArray();
        library["total_count"]!.GetValue<int>().ShouldBe(models.Count);
        library["local_count"]!.GetValue<int>().ShouldBe(0);
        library["available_count"]!.GetValue<int>().ShouldBe(models.Count);
        Proven.Tells(
            "GET /api/models/library",
            library,
            told => told["available_count"].GetValue<int>().ShouldBe(models.Count)
        );
        var model = models.Single(model => model!["id"]!.ToString() == "tinyllama-1.1b-chat-q4")!;
        model["name"]!.ToString().ShouldBe("TinyLlama 1.1B Chat Q4_K_M");
        model["provider"]!.ToString().ShouldBe("llama-cpp");
        model["size"]!.GetValue<long>().ShouldBe(668788096);
        model["status"]!.ToString().ShouldBe("available");
        model["checksum"]!.ToString().ShouldStartWith("sha256:9fecc3b3");
        model["metadata"]!["context_length"]!.GetValue<int>().ShouldBe(2048);
        models.Select(row => row!["name"]!.ToString()).ShouldBeInOrder();
    }

    [Fact]
    public async Task One_model_is_told_by_its_id()
    {
        var model = await GetAsync("/api/models/tinyllama-1.1b-chat-q4");

        model["id"]!.ToString().ShouldBe("tinyllama-1.1b-chat-q4");
        model["status"]!.ToString().ShouldBe("available");
    }

    [Theory]
    [InlineData("?provider=llama-cpp", 6)]
    [InlineData("?provider=gguf&status=AVAILABLE", 6)]
    [InlineData("?capability=Chat", 4)]
    [InlineData("?provider=transformers", 2)]
    [InlineData("?status=local", 0)]
    [InlineData("?provider=nobody", 0)]
    public async Task Filters_narrow_and_the_counts_are_of_what_is_shown(string query, int count)
    {
        var library = await GetAsync("/api/models/library" + query);

        library["models"]!.AsArray().Count.ShouldBe(count);
        library["total_count"]!.GetValue<int>().ShouldBe(count);
    }

    [Fact]
    public async Task The_examples_of_suggestions_come_out()
    {
        var suggestions = await GetAsync("/api/providers/llama-cpp/suggestions");

        suggestions["provider_capabilities"]!["supported_formats"]!.AsArray().Select(Text).ShouldBe(["gguf", "ggml"]);
        suggestions["provider_capabilities"]!["quantization_support"]!.ToString().ShouldBe("excellent");
        var bands = suggestions["recommendations"]!;
        Proven.Tells(
            "GET /api/providers/{provider}/suggestions",
            suggestions,
            told =>
                told["recommendations"]
                    ["good"]
                    .AsArray()
                    .Select(one => one.ToString())
                    .ShouldContain("tinyllama-1.1b-chat-q4")
        );
        bands["excellent"]!.AsArray().Select(Text).ShouldContain("phi-3-mini-4k-instruct");
        suggestions["total_compatible_models"]!
            .GetValue<int>()
            .ShouldBe(suggestions["compatibility_details"]!.AsObject().Count);
    }

    [Fact]
    public async Task A_pair_is_judged_with_reasons()
    {
        using var question = Json("""{"model_id":"bert-base-uncased","provider":"llama-cpp"}""");

        using var answer = await toolkit.Http.PostAsync("/api/providers/compatibility/check", question, Stop);

        var verdict = await ReadAsync(answer);
        verdict["compatible"]!.GetValue<bool>().ShouldBeFalse();
        verdict["compatibility_score"]!.GetValue<double>().ShouldBe(0);
        Proven.Tells(
            "POST /api/providers/compatibility/check",
            verdict,
            told =>
                told["reasons"].AsArray().ShouldHaveSingleItem().ToString().ShouldContain("does not read transformers")
        );
    }

    [Theory]
    [InlineData("GET", "/api/models/library?status=nonsense", null, 400, "ValidationError", "usage")]
    [InlineData("GET", "/api/models/org%2Fname", null, 404, "ModelLibraryError", "not_found")]
    [InlineData("GET", "/api/models/org/name", null, 404, "ModelLibraryError", "not_found")]
    [InlineData("GET", "/api/models/org/name/of/more", null, 404, "ModelLibraryError", "not_found")]
    [InlineData("GET", "/api/providers/nobody/suggestions", null, 404, "ModelLibraryError", "not_found")]
    [InlineData("GET", "/nowhere", null, 404, "ModelLibraryError", "not_found")]
    [InlineData("POST", "/health", "{}", 405, "ValidationError", "usage")]
    [InlineData("POST", "/api/providers/compatibility/check", "{", 400, "ValidationError", "usage")]
    [InlineData("POST", "/api/providers/compatibility/check", "{}", 400, "ValidationError", "usage")]
    [InlineData("POST", "/api/providers/compatibility/check", "[1]", 400, "ValidationError", "usage")]
    public async Task Whatever_goes_wrong_has_the_one_error_body(
        string method,
        string path,
        string? body,
        int status,
        string type,
        string code
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : Json(body),
        };

        using var answer = await toolkit.Http.SendAsync(request, Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        var error = (await ReadAsync(answer))["error"]!.AsObject();
        error["type"]!.ToString().ShouldBe(type);
        error["code"]!.ToString().ShouldBe(code);
        error["message"]!.ToString().ShouldNotBeEmpty();
        if (path.Contains("/org", StringComparison.Ordinal))
            error["message"]!.ToString().ShouldContain("org/name");
        error["details"].ShouldNotBeNull();
        error["resolution_steps"].ShouldNotBeNull();
        error["retryable"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Health_names_the_database()
    {
        Assert.SkipWhen(TestDatabases.IsPostgreSql, "This run is on the other database.");
        var health = await GetAsync("/health");

        health["status"]!.ToString().ShouldBe("ok");
        health["database"]!.ToString().ShouldBe("sqlite");
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await toolkit.Http.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await ReadAsync(answer);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Text(JsonNode? node) => node!.ToString();
}
