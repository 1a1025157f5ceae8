using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Providers;

public sealed class ProviderHealthTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private readonly RunningToolkit toolkit = shared.Toolkit;

    [Fact]
    public async Task What_ollama_holds_lists_as_local_until_it_no_longer_does()
    {
        var tags =
            """{"models":[{"name":"llama3.2:1b","size":1321098329,"details":{"format":"gguf","family":"llama","parameter_size":"1.2B","quantization_level":"Q8_0"}},{"name":"library/other:latest","size":5}]}""";
        await using var ollama = PlayedProvider.Answering(
            ("/api/version", () => """{"version":"0.12.3"}"""),
            ("/api/tags", () => tags)
        );

        await PlayedProvider.SetAsync(toolkit, "ollama", $$"""{"address":"{{ollama.Address("")}}"}""");

        var health = await toolkit.GetAsync("/api/providers/ollama/health");
        health["state"]!.ToString().ShouldBe("reachable");
        Proven.Tells(
            "GET /api/providers/{provider}/health",
            health,
            told => told["version"].ToString().ShouldBe("0.12.3")
        );
        health["models"]!.AsArray().Count.ShouldBe(2);
        var model = await toolkit.GetAsync("/api/models/ollama/llama3.2:1b");
        model["status"]!.ToString().ShouldBe("local");
        model["size"]!.GetValue<long>().ShouldBe(1321098329);
        model["metadata"]!["quantization"]!.ToString().ShouldBe("Q8_0");
        model["provider"]!.ToString().ShouldBe("ollama");
        (await toolkit.GetAsync("/api/models/library?provider=ollama&status=local"))["total_count"]!
            .GetValue<int>()
            .ShouldBe(2);
        var status = (await toolkit.GetAsync("/api/providers/integration/status"))["providers"]!;
        status["ollama"]!["local_models_count"]!.GetValue<int>().ShouldBe(2);
        // Its store is its own: llama.cpp cannot load from there.
        status["llama-cpp"]!["local_models_count"]!.GetValue<int>().ShouldBe(0);

        tags = """{"models":[{"name":"library/other:latest","size":5}]}""";
        await toolkit.GetAsync("/api/providers/ollama/health?refresh=true");
        (await toolkit.SendAsync("GET", "/api/models/ollama/llama3.2:1b")).Status.ShouldBe(404);
        (await toolkit.SendAsync("GET", "/api/models/ollama/library/other:latest")).Status.ShouldBe(200);

        await PlayedProvider.SetAsync(toolkit, "ollama", """{"address":null}""");
        (await toolkit.SendAsync("GET", "/api/models/ollama/library/other:latest")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_a_person_said_of_a_held_model_stays_until_that_person_takes_it_away()
    {
        const string path = "/api/models/ollama/noted:1b";
        var tags = """{"models":[{"name":"noted:1b","size":5}]}""";
        await using var ollama = PlayedProvider.Answering(("/api/version", () => "{}"), ("/api/tags", () => tags));
        await using var toolkit = await RunningToolkit.StartAsync();
        await PlayedProvider.SetAsync(toolkit, "ollama", $$"""{"address":"{{ollama.Address("")}}"}""");
        await toolkit.SendAsync("PATCH", path, """{"description":"For letters","notes":"keep"}""");

        await toolkit.GetAsync("/api/providers/ollama/health?refresh=true");
        var again = await toolkit.GetAsync(path);
        tags = """{"models":[]}""";
        await toolkit.GetAsync("/api/providers/ollama/health?refresh=true");
        var gone = await toolkit.GetAsync(path);

        again["description"]!.ToString().ShouldBe("For letters");
        (gone["status"]!.ToString(), gone["status_detail"]!.ToString()).ShouldBe(("error", "missing"));
        gone["description"]!.ToString().ShouldBe("For letters");
        (await toolkit.SendAsync("POST", $"{path}/quarantine", "{}")).Status.ShouldBeInRange(400, 499);
        (await toolkit.SendAsync("DELETE", path)).Status.ShouldBe(200);
        (await toolkit.SendAsync("GET", path)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_provider_that_went_away_keeps_its_models_marked()
    {
        await using (var server = PlayedProvider.Answering(("/v1/models", () => """{"data":[{"id":"a-model"}]}""")))
        {
            await PlayedProvider.SetAsync(toolkit, "lm-studio", $$"""{"address":"{{server.Address("")}}"}""");
            (await toolkit.GetAsync("/api/models/lm-studio/a-model"))["status_detail"].ShouldBeNull();
        }

        var health = await toolkit.GetAsync("/api/providers/lm-studio/health?refresh=true");

        health["state"]!.ToString().ShouldBe("unreachable");
        health["message"]!.ToString().ShouldContain("LM Studio cannot be reached at http://127.0.0.1");
        (await toolkit.GetAsync("/api/models/lm-studio/a-model"))["status_detail"]!.ToString().ShouldBe("unreachable");
        var status = await toolkit.GetAsync("/api/providers/integration/status");
        status["providers"]!["lm-studio"]!["status"]!.ToString().ShouldBe("error");
        status["providers"]!["lm-studio"]!["healthy"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_goes_to_its_host_alone_and_is_never_shown()
    {
        await using var cloud = PlayedProvider.Answering(("/v1/models", () => """{"data":[{"id":"gpt-x"}]}"""));
        await using var other = PlayedProvider.Answering(("/v1/models", () => """{"data":[]}"""));

        var shown = await PlayedProvider.SetAsync(
            toolkit,
            "openai",
            $$"""{"address":"{{cloud.Address("")}}","key":"sk-very-secret","models":["gpt-x"]}"""
        );

        shown.ShouldNotContain("sk-very-secret");
        shown.ShouldContain("\"has_key\":true");
        cloud.Requests.ShouldAllBe(request => request.Header("Authorization") == "Bearer sk-very-secret");
        var settings = await toolkit.GetAsync("/api/providers/openai/settings");
        settings["models"]![0]!.ToString().ShouldBe("gpt-x");
        settings["default_address"]!.ToString().ShouldBe("https://api.openai.com/");
        settings.ToJsonString().ShouldNotContain("sk-very-secret");
        // Reachable, so it is well although none of its models is here.
        var status = (await toolkit.GetAsync("/api/providers/integration/status"))["providers"]!["openai"]!;
        status["healthy"]!.GetValue<bool>().ShouldBeTrue();
        status["status"]!.ToString().ShouldBe("healthy");
        (await toolkit.SendAsync("GET", "/api/models/openai/gpt-x")).Status.ShouldBe(404);

        (await PlayedProvider.SetAsync(toolkit, "openai", $$"""{"address":"{{other.Address("")}}"}""")).ShouldContain(
            "\"has_key\":false"
        );

        other.Requests.ShouldNotBeEmpty();
        other.Requests.ShouldAllBe(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_refused_key_is_told()
    {
        await using var target = PlayedProvider.Answering(("/", () => "{}"));
        await using var redirecting = new RawHttpServer(RawReply.Redirect(target.Address("/v1/models").ToString()));
        await using var refusing = new RawHttpServer(new RawReply(401, []).With("Content-Length", "0"));

        await PlayedProvider.SetAsync(toolkit, "openai", $$"""{"address":"{{redirecting.Address("")}}","key":"k1"}""");
        (await toolkit.GetAsync("/api/providers/openai/health"))["state"]!.ToString().ShouldBe("failing");
        await PlayedProvider.SetAsync(toolkit, "openai", $$"""{"address":"{{refusing.Address("")}}","key":"k2"}""");
        var refused = await toolkit.GetAsync("/api/providers/openai/health");

        target.Requests.ShouldBeEmpty();
        refused["state"]!.ToString().ShouldBe("unauthorized");
        refused["message"]!.ToString().ShouldContain("refuses the key");
    }

    [Fact]
    public async Task An_answer_counts_for_half_a_minute()
    {
        await using var server = PlayedProvider.Answering(("/health", () => "{}"));
        await PlayedProvider.SetAsync(toolkit, "llama-cpp", $$"""{"address":"{{server.Address("")}}"}""");
        var before = (await toolkit.GetAsync("/api/providers/llama-cpp/health"))["checked_at"]!.GetValue<double>();

        await toolkit.GetAsync("/api/providers/integration/status");
        var after = (await toolkit.GetAsync("/api/providers/llama-cpp/health"))["checked_at"]!.GetValue<double>();

        // A round of the server may have been due in between; then both are of it or half a minute apart.
        (after == before || after - before >= 29).ShouldBeTrue();
    }

    [Fact]
    public async Task The_cache_of_hugging_face_lists_as_local_and_a_file_that_is_listed_already_does_not_twice()
    {
        var home = new TemporaryFolder();
        var model = home.Combine(".cache", "huggingface", "hub", "models--org--tiny");
        Directory.CreateDirectory(Path.Combine(model, "snapshots", "abc123"));
        Directory.CreateDirectory(Path.Combine(model, "refs"));
        await File.WriteAllTextAsync(
            Path.Combine(model, "refs", "main"),
            "abc123",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(model, "snapshots", "abc123", "config.json"),
            "{}",
            TestContext.Current.CancellationToken
        );
        await using var llama = PlayedProvider.Answering(
            ("/health", () => "{}"),
            ("/v1/models", () => """{"data":[{"id":"/models/known.gguf"}]}""")
        );
        await using var toolkit = await RunningToolkit.StartAsync(home);
        await toolkit.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "known",
                    Name = "known",
                    LocalPath = "/elsewhere/known.gguf",
                    Status = ModelStatus.Local,
                }
            )
        );

        await PlayedProvider.SetAsync(toolkit, "llama-cpp", $$"""{"address":"{{llama.Address("")}}"}""");
        await toolkit.GetAsync("/api/providers/transformers/health?refresh=true");

        var held = await toolkit.GetAsync("/api/models/transformers/org/tiny");
        held["local_path"]!.ToString().ShouldEndWith(Path.Combine("snapshots", "abc123"));
        held["size"]!.GetValue<long>().ShouldBe(2);
        foreach (
            var (method, route, body) in ((string, string, string?)[])
                [("DELETE", "", null), ("POST", "/quarantine", "{}")]
        )
        {
            var refused = await toolkit.SendAsync(method, $"/api/models/transformers/org/tiny{route}", body);
            refused.Status.ShouldBe(409, method);
            refused.Body["error"]!["message"]!.ToString().ShouldContain("remove it there");
        }

        File.Exists(Path.Combine(model, "snapshots", "abc123", "config.json")).ShouldBeTrue();
        (await toolkit.GetAsync("/api/models/library?provider=llama-cpp&status=local"))["total_count"]!
            .GetValue<int>()
            .ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"address":"ftp://x"}""", 400, "is like http://127.0.0.1:11434")]
    [InlineData("""{"address":"http://user:pw@127.0.0.1:1"}""", 400, "without a name, key")]
    [InlineData("""{"address":"http://169.254.169.254/"}""", 403, "network services")]
    [InlineData("""{"address":7}""", 400, "is a text")]
    [InlineData("""{"models":"x"}""", 400, "list of ids")]
    [InlineData("""{"adress":"http://127.0.0.1:1"}""", 400, "adress")]
    [InlineData("""{"key":""}""", 400, "The key is empty")]
    [InlineData("""[]""", 400, "body")]
    public async Task Settings_that_make_no_sense_are_refused(string body, int status, string reason)
    {
        var answer = await toolkit.SendAsync("PUT", "/api/providers/ollama/settings", body);

        answer.Status.ShouldBe(status, answer.Body.ToJsonString());
        answer.Body["error"]!["message"]!.ToString().ShouldContain(reason);
    }
}
