using System.Security.Cryptography;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Providers;

public sealed class OllamaImportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gguf_file_is_given_to_ollama_as_a_blob_and_a_model()
    {
        var bytes = GgufMaker.Small(("general.architecture", "llama"));
        await using var ollama = await PlayedOllama.StartAsync();
        await using var toolkit = await RunningToolkit.StartAsync();
        var path = toolkit.Path("tiny.gguf");
        await File.WriteAllBytesAsync(path, bytes, Stop);
        await toolkit.WriteAsync(context =>
            context.Registry.AddRange(Model("mine", path, "gguf"), Model("other", path + "x", "onnx"))
        );
        (await toolkit.SendAsync("POST", "/api/providers/ollama/import", """{"model_id":"mine"}""")).Status.ShouldBe(
            409
        );
        await toolkit.SendAsync("PUT", "/api/providers/ollama/settings", $$"""{"address":"{{ollama.Address}}"}""");

        var (status, job) = await Proven.ChangesAsync(
            "POST /api/providers/ollama/import",
            async () =>
            {
                var begun = await toolkit.SendAsync(
                    "POST",
                    "/api/providers/ollama/import",
                    """{"model_id":"mine","name":"tiny:q4"}"""
                );
                await toolkit.WaitAsync("/api/models/ollama/tiny:q4");
                return begun;
            },
            () => ollama.Models.Keys.ShouldContain("tiny:q4")
        );

        status.ShouldBe(200);
        job["job_id"]!.ToString().ShouldNotBeEmpty();
        job["name"]!.ToString().ShouldBe("tiny:q4");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        ollama.Blobs[$"sha256:{hash}"].ShouldBe(bytes);
        ollama.Models["tiny:q4"]!["files"]!["tiny.gguf"]!.ToString().ShouldBe($"sha256:{hash}");

        (await toolkit.SendAsync("POST", "/api/providers/ollama/import", """{"model_id":"none"}""")).Status.ShouldBe(
            404
        );
        (await toolkit.SendAsync("POST", "/api/providers/ollama/import", """{"model_id":"other"}""")).Status.ShouldBe(
            400
        );
        (
            await toolkit.SendAsync("POST", "/api/providers/ollama/import", """{"model_id":"mine","name":"../x"}""")
        ).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_import_is_no_probe_and_needs_none()
    {
        await using var ollama = await PlayedOllama.StartAsync(OwnAddress.Require().ToString());
        await using var toolkit = await RunningToolkit.StartAsync();
        var path = toolkit.Path("tiny.gguf");
        await File.WriteAllBytesAsync(path, GgufMaker.Small(("general.architecture", "llama")), Stop);
        await toolkit.WriteAsync(context => context.Registry.Add(Model("mine", path, "gguf")));
        await toolkit.SendAsync("PUT", "/api/settings/network", """{"health_probes":false}""");
        await toolkit.SendAsync("PUT", "/api/providers/ollama/settings", $$"""{"address":"{{ollama.Address}}"}""");

        var (_, job) = await toolkit.SendAsync("POST", "/api/providers/ollama/import", """{"model_id":"mine"}""");

        while ((await toolkit.GetAsync($"/api/jobs/{job["job_id"]}"))["state"]!.ToString() is "queued" or "running")
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        ollama.Models.Keys.ShouldBe(["mine"]);
        ollama.Probes.ShouldBe(0);
    }

    private static ModelRow Model(string id, string path, string format) =>
        new()
        {
            Id = id,
            Name = id,
            LocalPath = path,
            Format = format,
            Status = ModelStatus.Local,
        };
}
