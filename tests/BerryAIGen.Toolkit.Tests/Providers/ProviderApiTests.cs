namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>Every kind of provider, played by a real server with the answers of its own API.</summary>
public sealed class ProviderApiTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private const string Base = "/v1beta/openai";
    private readonly RunningToolkit toolkit = shared.Toolkit;

    [Theory]
    [InlineData("llama-cpp", "/health", """{"status":"ok"}""", "/props", """{"build_info":"b6000"}""", "b6000")]
    [InlineData("vllm", "/health", "", "/version", """{"version":"0.11.0"}""", "0.11.0")]
    [InlineData("comfyui", "/system_stats", """{"system":{"comfyui_version":"0.3.60"}}""", "/x", "", "0.3.60")]
    [InlineData("a1111", "/sdapi/v1/sd-models", """[{"model_name":"dream","sha256":null}]""", "/x", "", null)]
    [InlineData("lm-studio", "/v1/models", """{"data":[{"id":"a-model"}],"object":"list"}""", "/x", "", null)]
    public async Task Every_api_is_asked_in_its_own_words(
        string provider,
        string path,
        string body,
        string versionPath,
        string versionBody,
        string? version
    )
    {
        await using var server = PlayedProvider.Answering((path, () => body), (versionPath, () => versionBody));

        await PlayedProvider.SetAsync(toolkit, provider, $$"""{"address":"{{server.Address("")}}"}""");

        var health = await toolkit.GetAsync($"/api/providers/{provider}/health");
        health["state"]!.ToString().ShouldBe("reachable");
        health["version"]?.ToString().ShouldBe(version);
        if (provider == "lm-studio")
            health["models"]!.ToJsonString().ShouldBe("""["a-model"]""");
    }

    [Theory]
    [InlineData("openai", "", "/v1/models", """{"object":"list","data":[{"id":"gpt-x","object":"model"}]}""", "gpt-x")]
    [InlineData(
        "gemini",
        Base,
        Base + "/models",
        """{"object":"list","data":[{"id":"models/gemini-x","object":"model","owned_by":"google"}]}""",
        "models/gemini-x"
    )]
    [InlineData(
        "deepseek",
        "",
        "/models",
        """{"object":"list","data":[{"id":"deepseek-chat","object":"model","owned_by":"deepseek"}]}""",
        "deepseek-chat"
    )]
    public async Task Every_cloud_is_asked_with_its_key_behind_its_address(
        string provider,
        string address,
        string path,
        string body,
        string model
    )
    {
        await using var cloud = PlayedProvider.Answering((path, () => body));

        await PlayedProvider.SetAsync(
            toolkit,
            provider,
            $$"""{"address":"{{cloud.Address(address)}}","key":"a-secret"}"""
        );

        var health = await toolkit.GetAsync($"/api/providers/{provider}/health?refresh=true");
        health["state"]!.ToString().ShouldBe("reachable");
        health["models"]!.ToJsonString().ShouldBe($"""["{model}"]""");
        cloud.Requests.ShouldAllBe(request => request.Target == path);
        cloud.Requests.ShouldAllBe(request => request.Header("Authorization") == "Bearer a-secret");
        // What a cloud offers is not here, and its models are no files of the library.
        (await toolkit.SendAsync("GET", $"/api/models/{provider}/{model}")).Status.ShouldBe(404);
    }
}
