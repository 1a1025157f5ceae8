using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Catalog.Describing;
using BerryAIGen.Library.Compatibility.Headers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Compatibility;

/// <summary>A model that sees is loaded with a second file, and needs the memory for both.</summary>
public sealed class ProjectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    // It bears the model's name, in whatever folder.
    [InlineData("Qwen2-VL-2B-Instruct-Q4_K_M.gguf", "mmproj-Qwen2-VL-2B-Instruct-f16.gguf other-Q8_0.gguf", 0)]
    [InlineData("Qwen2-VL-2B-Instruct-Q4_K_M-00001-of-00002.gguf", "qwen2-vl-2b-mmproj-f32.gguf other.gguf", 0)]
    // It has no name, and there is one model.
    [InlineData("gemma-3-4b-it-UD-Q4_K_XL.gguf", "mmproj-F16.gguf gemma-3-4b-it-Q8_0.gguf notes.txt", 0)]
    [InlineData("gemma-3-4b-it-Q4_0.gguf", "mmproj-model-f16.gguf", 0)]
    // It may be another model's.
    [InlineData("llama-3-8b-Q4_0.gguf", "mmproj-F16.gguf gemma-3-4b-it-Q8_0.gguf", null)]
    [InlineData("llama-3-8b-Q4_0.gguf", "mmproj-gemma-3-4b-it-f16.gguf", null)]
    [InlineData("qwen2-vl-20b-Q4_0.gguf", "mmproj-qwen2-vl-2-f16.gguf", null)]
    [InlineData("llama-3-8b.safetensors", "mmproj-F16.gguf", null)]
    [InlineData("mmproj-F32.gguf", "mmproj-F16.gguf", null)]
    public void A_projector_belongs_to_the_model_that_it_surely_is_of(string model, string beside, int? found)
    {
        var path = folder.Write(model, [1]);
        var others = beside.Split(' ');
        foreach (var other in others)
            folder.Write(other, [1, 2, 3]);

        var projector = Projector.Find(path, new FolderNames());

        projector.ShouldBe(found is { } at ? folder.Combine(others[at]) : null);
        Projector.FindBytes(path, new FolderNames()).ShouldBe(found is null ? null : 3);
    }

    [Fact]
    public void Its_bytes_are_needed_beside_the_models()
    {
        var seeing = new ModelFacts { SizeBytes = 4_000_000_000, ProjectorBytes = 1_000_000_000 };
        JsonObject metadata = [];

        FactsJson.Write(seeing, metadata);
        using var written = JsonDocument.Parse(metadata.ToJsonString());

        metadata["memory_bytes"]!.GetValue<long>().ShouldBeInRange(5_999_999_999, 6_000_000_000);
        FactsJson.Read(written.RootElement).ProjectorBytes.ShouldBe(1_000_000_000);
    }
}
