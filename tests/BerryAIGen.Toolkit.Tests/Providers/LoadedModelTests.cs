using BerryAIGen.Database.Models;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>What a provider has in its memory is not taken away without a question.</summary>
public sealed class LoadedModelTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private readonly RunningToolkit toolkit = shared.Toolkit;

    [Theory]
    [InlineData("llama-cpp", "/props", """{"model_path":"PATH"}""")]
    [InlineData("llama-cpp", "/props", """{"model_path":"/models/in/a/container/ID.gguf"}""")]
    [InlineData("llama-cpp", "/v1/models", """{"data":[{"id":"C:\\models\\ID.gguf"}]}""")]
    [InlineData("llama-cpp", "/v1/models", """{"data":[{"id":"ID","status":{"value":"loaded"}}]}""")]
    [InlineData("ollama", "/api/ps", """{"models":[{"name":"ID:latest"}]}""")]
    [InlineData("vllm", "/v1/models", """{"data":[{"id":"mine","root":"PATH"}]}""")]
    [InlineData("a1111", "/sdapi/v1/options", """{"sd_model_checkpoint":"ID.gguf [0123456789]"}""")]
    [InlineData("a1111", "/sdapi/v1/options", """{"sd_checkpoint_hash":"HASH"}""")]
    [InlineData("lm-studio", "/api/v0/models", """{"data":[{"id":"ID","state":"loaded"}]}""")]
    [InlineData(
        "lm-studio",
        "/api/v1/models",
        """{"models":[{"key":"someone/ID","loaded_instances":[{"id":"ID:2"}]}]}"""
    )]
    public async Task A_model_that_is_loaded_goes_only_when_one_insists(string provider, string path, string body)
    {
        var (id, file) = await AddAsync();
        await using var server = Play(path, body, id, file);
        await PlayedProvider.SetAsync(toolkit, provider, $$"""{"address":"{{server.Address("")}}"}""");

        var deleted = await toolkit.SendAsync("DELETE", $"/api/models/{id}");
        var quarantined = await toolkit.SendAsync("POST", $"/api/models/{id}/quarantine", "{}");
        var isThere = File.Exists(file);
        var forced = await toolkit.SendAsync("DELETE", $"/api/models/{id}?force=true");

        foreach (var refused in new[] { deleted, quarantined })
        {
            refused.Status.ShouldBe(409, refused.Body.ToJsonString());
            var error = refused.Body["error"]!;
            error["code"]!.ToString().ShouldBe("conflict");
            error["message"]!.ToString().ShouldContain($"\"{id}\" is loaded in ");
            error["resolution_steps"]!.ToJsonString().ShouldContain("?force=true");
            error["details"]!["provider"]!.ToString().ShouldBe(provider);
            error["retryable"]!.GetValue<bool>().ShouldBeTrue();
        }

        isThere.ShouldBeTrue();
        forced.Status.ShouldBe(200, forced.Body.ToJsonString());
        File.Exists(file).ShouldBeFalse();
        await ForgetAsync(provider);
    }

    [Fact]
    public async Task A_quarantine_can_be_insisted_on_as_well()
    {
        var (id, file) = await AddAsync();
        await using var server = Play("/props", """{"model_path":"PATH"}""", id, file);
        await PlayedProvider.SetAsync(toolkit, "llama-cpp", $$"""{"address":"{{server.Address("")}}"}""");

        var forced = await toolkit.SendAsync("POST", $"/api/models/{id}/quarantine?force=true", "{}");

        forced.Status.ShouldBe(200, forced.Body.ToJsonString());
        File.Exists(file).ShouldBeFalse();
        await ForgetAsync("llama-cpp");
    }

    [Theory]
    [InlineData("llama-cpp", "/props", """{"model_path":"/models/another.gguf"}""")]
    [InlineData("llama-cpp", "/props", """{"model_path":"OTHER"}""")]
    [InlineData("llama-cpp", "/v1/models", """{"data":[{"id":"ID","status":{"value":"unloaded"}}]}""")]
    [InlineData("llama-cpp", "/props", "no json")]
    [InlineData("ollama", "/api/ps", """{"models":[]}""")]
    [InlineData("ollama", "/api/tags", """{"models":[{"name":"ID:latest"}]}""")]
    [InlineData("lm-studio", "/api/v0/models", """{"data":[{"id":"ID","state":"not-loaded"}]}""")]
    [InlineData("lm-studio", "/api/v1/models", """{"models":[{"key":"ID","loaded_instances":[]},{"key":"ID"}]}""")]
    public async Task What_is_not_loaded_goes_at_once(string provider, string path, string body)
    {
        var (id, file) = await AddAsync();
        await using var server = Play(path, body, id, file);
        await PlayedProvider.SetAsync(toolkit, provider, $$"""{"address":"{{server.Address("")}}"}""");

        var deleted = await toolkit.SendAsync("DELETE", $"/api/models/{id}");

        deleted.Status.ShouldBe(200, deleted.Body.ToJsonString());
        await ForgetAsync(provider);
    }

    [Fact]
    public async Task A_provider_that_is_away_holds_nothing_up()
    {
        var (id, _) = await AddAsync();
        await using (var server = Play("/props", """{"model_path":"PATH"}""", id, id))
            await PlayedProvider.SetAsync(toolkit, "llama-cpp", $$"""{"address":"{{server.Address("")}}"}""");

        var deleted = await toolkit.SendAsync("DELETE", $"/api/models/{id}");

        deleted.Status.ShouldBe(200, deleted.Body.ToJsonString());
        await ForgetAsync("llama-cpp");
    }

    private async Task<(string Id, string Path)> AddAsync()
    {
        var id = $"m{Guid.NewGuid():N}";
        var file = toolkit.Home.Write($"elsewhere/{id}.gguf", [1, 2, 3]);
        await toolkit.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = id,
                    Name = id,
                    Status = ModelStatus.Local,
                    LocalPath = file,
                    Sha256 = Hash,
                }
            )
        );
        return (id, file);
    }

    // OTHER is a file of the same name in another folder. The short words first: a folder's own name may hold them.
    private RawHttpServer Play(string path, string body, string id, string file)
    {
        var other = toolkit.Home.Write($"other/{id}.gguf", [1, 2, 3, 4]);
        var said = body.Replace("ID", id).Replace("HASH", Hash).Replace("PATH", file).Replace("OTHER", other);
        return PlayedProvider.Answering((path, () => said));
    }

    private Task<string> ForgetAsync(string provider) =>
        PlayedProvider.SetAsync(toolkit, provider, """{"address":null}""");
}
