using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>Definitions that a person wrote, as files and as requests, on a server that started with broken ones of every kind.</summary>
public sealed partial class ProviderDefinitionTests(ProviderDefinitionTests.BrokenHome home)
    : IClassFixture<ProviderDefinitionTests.BrokenHome>
{
    private const string Rest =
        "\"inferenceType\":\"local\",\"optimization\":\"gpu_preferred\",\"quantizationSupport\":\"good\"";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RunningToolkit Server => home.Toolkit;

    [Fact]
    public async Task Broken_files_are_told_by_name_and_the_server_answers()
    {
        var warnings = (await AnswersAsync())["warnings"]!.AsArray().Select(warning => warning!.ToString()).ToArray();

        warnings.Length.ShouldBe(4);
        warnings.ShouldContain(one => one.Contains("null-alias.json") && one.Contains("\"aliases[0]\" is null"));
        warnings.ShouldContain(one => one.Contains("nothing.json") && one.Contains("null"));
        warnings.ShouldContain(one => one.Contains("list.json"));
        warnings.ShouldContain(one => one.Contains("alias.json") && one.Contains("\"ollama\""));
        (await Server.GetAsync("/api/providers/alias"))["aliases"]!.ToJsonString().ShouldBe("""["alias-too"]""");
        (await Server.GetAsync("/api/providers/ollama"))["display_name"]!.ToString().ShouldBe("Ollama");
    }

    [Theory]
    [InlineData("aliases", "[null]", "\"aliases\" is a list without null")]
    [InlineData("aliases", "[\" x\"]", "aliases")]
    [InlineData("supported_formats", "[null]", "\"supported_formats\" is a list without null")]
    [InlineData("import_formats", "[null]", "\"import_formats\" is a list without null")]
    [InlineData("devices", "[\"cpu\",null]", "\"devices\" is a list without null")]
    [InlineData("required_capabilities", "[null]", "\"required_capabilities\" is a list without null")]
    [InlineData("optional_capabilities", "[null]", "\"optional_capabilities\" is a list without null")]
    [InlineData("devices", "{}", "devices")]
    [InlineData("performance_characteristics", "{\"optimization\":\"fast\"}", "optimization")]
    [InlineData("probe", "{\"alive\":\"/x\",\"models_path\":\"x\"}", "one slash")]
    public async Task What_is_no_definition_is_refused_and_nothing_is_written(
        string member,
        string value,
        string reason
    )
    {
        var odd = new JsonObject { ["name"] = "odd", ["supported_formats"] = new JsonArray("gguf") };
        odd[member] = JsonNode.Parse(value);
        var added = await Server.SendAsync("POST", "/api/providers", odd.ToJsonString());
        var changed = await Server.SendAsync("PUT", "/api/providers/ollama", $$"""{"{{member}}":{{value}}}""");

        (added.Status, changed.Status).ShouldBe((400, 400), $"{added.Body}{changed.Body}");
        added.Body["error"]!["message"]!.ToString().ShouldContain(reason);
        changed.Body["error"]!["message"]!.ToString().ShouldContain(reason);
        (File.Exists(home.FileOf("odd")), File.Exists(home.FileOf("ollama"))).ShouldBe((false, false));
        await AnswersAsync();
    }

    [Theory]
    [InlineData(
        "POST",
        "/api/providers",
        """{"name":"odd","supported_formats":["x"],"aliases":["GGUF"]}""",
        "llama.cpp"
    )]
    [InlineData("POST", "/api/providers", """{"name":"odd","supported_formats":["x"],"aliases":["vllm"]}""", "vLLM")]
    [InlineData("POST", "/api/providers", """{"name":"gguf","supported_formats":["x"]}""", "llama.cpp")]
    [InlineData("PUT", "/api/providers/vllm", """{"aliases":["ollama"]}""", "Ollama")]
    public async Task A_name_of_another_provider_is_taken(string method, string path, string body, string other)
    {
        var answer = await Server.SendAsync(method, path, body);

        answer.Status.ShouldBe(409, answer.Body.ToJsonString());
        answer.Body["error"]!["message"]!.ToString().ShouldContain(other);
        (File.Exists(home.FileOf("odd")), File.Exists(home.FileOf("vllm"))).ShouldBe((false, false));
    }

    [Fact]
    public async Task The_page_shows_a_file_and_a_request_that_both_add_the_provider()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "extending.md"), Stop);
        var example = Fenced().Match(page).Groups[1].Value;
        var id = JsonNode.Parse(example)!["id"]!.ToString();

        await File.WriteAllTextAsync(home.FileOf("shown"), example, Stop);
        var asFile = await Server.GetAsync($"/api/providers/{id}");
        File.Delete(home.FileOf("shown"));
        (await Server.SendAsync("GET", $"/api/providers/{id}")).Status.ShouldBe(404);
        var (status, sent) = await Server.SendAsync("POST", "/api/providers", example);

        status.ShouldBe(200, sent.ToJsonString());
        sent.ToJsonString().ShouldBe(asFile.ToJsonString());
        File.Exists(home.FileOf(id)).ShouldBeTrue();
        (await Server.SendAsync("POST", "/api/providers", example)).Status.ShouldBe(409);
        await Server.DeleteAsync($"/api/providers/{id}");
    }

    [Theory]
    [InlineData("\"formats\":[\"gguf\"],\"aliases\":[null]", "\"aliases[0]\" is null")]
    [InlineData("\"store\":\"huggingface-hub\"", "formats")]
    [InlineData("\"formats\":[\"gguf\"],\"formats\":[\"onnx\"]", "formats")]
    [InlineData("\"formats\":[\"gguf\"],\"architectures\":{\"engine\":\"x\"}", "names")]
    [InlineData("\"formats\":[\"gguf\"],\"folder\":{\"name\":\"x\",\"variable\":\"HOME\"}", "folder")]
    [InlineData(
        "\"formats\":[\"gguf\"],\"probe\":{\"alive\":\"/x\",\"defaultUrl\":\"http://127.0.0.1:9\",\"keyVariable\":\"HF_TOKEN\"}",
        "keyVariable"
    )]
    [InlineData("\"formats\":[\"gguf\"],\"probe\":{\"alive\":\"/x\",\"defaultUrl\":\"nowhere\"}", "probe.defaultUrl")]
    public async Task A_file_that_is_sent_is_checked_like_one_that_lies_there(string members, string reason)
    {
        var (status, body) = await Server.SendAsync(
            "POST",
            "/api/providers",
            $$"""{"schemaVersion":1,"id":"odd","name":"Odd",{{Rest}},{{members}}}"""
        );

        status.ShouldBe(400, body.ToJsonString());
        body["error"]!["message"]!.ToString().ShouldContain(reason);
        File.Exists(home.FileOf("odd")).ShouldBeFalse();
    }

    private async Task<JsonNode> AnswersAsync()
    {
        await Server.GetAsync("/api/providers/integration/status");
        await Server.GetAsync("/api/providers/llama-cpp/suggestions");
        return await Server.GetAsync("/api/providers");
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    /// <summary>A home with broken files of every kind that a person may add.</summary>
    public sealed class BrokenHome : IAsyncLifetime
    {
        private static readonly string[] Kinds =
        [
            "providers",
            "layouts",
            "architectures",
            "models",
            "sidecars",
            "safety",
        ];

        public RunningToolkit Toolkit { get; private set; } = null!;

        public string FileOf(string provider) =>
            Toolkit.Path(".config", "berryaigen", "definitions", "providers", $"{provider}.json");

        public async ValueTask InitializeAsync()
        {
            var home = new TemporaryFolder();
            foreach (var kind in Kinds)
            {
                var folder = Directory.CreateDirectory(home.Combine(".config", "berryaigen", "definitions", kind));
                Write(folder, "nothing.json", "null");
                Write(folder, "list.json", "[]");
                Write(
                    folder,
                    "null-alias.json",
                    $$"""{"schemaVersion":1,"id":"odd","name":"Odd","formats":["gguf"],{{Rest}},"aliases":[null]}"""
                );
                if (kind == "providers")
                    Write(
                        folder,
                        "alias.json",
                        $$"""{"schemaVersion":1,"id":"alias","name":"A","formats":["gguf"],{{Rest}},"aliases":["ollama","alias-too"]}"""
                    );
            }

            Toolkit = await RunningToolkit.StartAsync(home);
        }

        public ValueTask DisposeAsync() => Toolkit.DisposeAsync();

        private static void Write(DirectoryInfo folder, string name, string text) =>
            File.WriteAllText(Path.Combine(folder.FullName, name), text);
    }
}
