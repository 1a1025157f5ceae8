using BerryAIGen.Library.Compatibility.Health;

namespace BerryAIGen.Library.Tests.Compatibility;

/// <summary>What a provider calls a model that it has loaded, and which file that is.</summary>
public sealed class LoadedModelNameTests
{
    [Theory]
    [InlineData("qwen3-4b-instruct", "Q4_K_M", "Qwen3-4B-Instruct-Q4_K_M.gguf", true)]
    [InlineData("qwen/qwen3-4b-instruct", "Q4_K_M", "Qwen3-4B-Instruct.Q4_K_M.gguf", true)]
    [InlineData("qwen3-4b-instruct@q8_0", "Q4_K_M", "Qwen3-4B-Instruct-Q8_0.gguf", true)]
    [InlineData("qwen3-4b-instruct@q8_0", "Q4_K_M", "Qwen3-4B-Instruct-Q4_K_M.gguf", false)]
    [InlineData("qwen3-4b-instruct", "Q4_K_M", "Qwen3-4B-Instruct-Q8_0.gguf", false)]
    [InlineData("qwen3-4b-instruct", null, "Qwen3-4B-Instruct-Q4_K_M.gguf", false)]
    [InlineData("qwen3-4b", "Q4_K_M", "Qwen3-4B-Instruct-Q4_K_M.gguf", false)]
    public void The_name_of_a_model_with_its_quantisation_is_that_of_its_file(
        string name,
        string? quantization,
        string file,
        bool isIt
    ) => new LoadedModel(name, null, quantization).Is(Path.Combine("/models", file), null).ShouldBe(isIt);
}
