using BerryAIGen.IO.Gguf;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Gguf;

public sealed class GgufNameTests
{
    [Theory]
    [InlineData(
        "Llama-3.1-405B-Chat-Long-BF16-00001-of-00018.gguf",
        "Llama 3.1",
        "405B",
        "Chat-Long",
        null,
        "BF16",
        null
    )]
    [InlineData("Model-2-Pro-8B-F16.gguf", "Model 2 Pro", "8B", null, null, "F16", null)]
    [InlineData("Model-7B-v1.2-IQ2_XXS-LoRA.gguf", "Model", "7B", null, "v1.2", "IQ2_XXS", "LoRA")]
    [InlineData("mmproj-Model-7B-F16.gguf", "Model", "7B", null, null, "F16", "mmproj")]
    [InlineData("Model-7B-v1-55IQ2_XXS-34Q2_K.gguf", "Model", "7B", null, "v1", "55IQ2_XXS-34Q2_K", null)]
    [InlineData("model-v2.gguf", "model", null, null, "v2", null, null)]
    public void A_name_in_the_scheme_is_taken_apart(
        string name,
        string baseName,
        string? size,
        string? fineTune,
        string? version,
        string? encoding,
        string? type
    )
    {
        var parsed = GgufName.TryParse(name).ShouldNotBeNull();

        (parsed.BaseName, parsed.Size, parsed.FineTune, parsed.Version, parsed.Encoding, parsed.Type).ShouldBe(
            (baseName, size, fineTune, version, encoding, type)
        );
    }

    [Theory]
    [InlineData("some-other-arrangement.gguf")]
    [InlineData("Model-7B-Chat.Q2_K.gguf-00001-of-00009.gguf")]
    [InlineData("Model-7B-v1.0.safetensors")]
    [InlineData("-7B.gguf")]
    [InlineData(".gguf")]
    [InlineData("")]
    public void Another_name_is_none(string name) => GgufName.TryParse(name).ShouldBeNull();

    [Theory]
    [InlineData("a-00002-of-00003.safetensors", 2, 3)]
    [InlineData("a.Q2_K.gguf-00001-of-00001.gguf", 1, 1)]
    [InlineData("a-00000-of-00003.gguf", 0, 0)]
    [InlineData("a-00004-of-00003.gguf", 0, 0)]
    [InlineData("a-1-of-3.gguf", 0, 0)]
    public void A_part_of_several_is_told_by_its_name(string name, int part, int count)
    {
        var shard = ShardName.TryParse(name);

        (shard?.Part ?? 0, shard?.Count ?? 0).ShouldBe((part, count));
    }

    [Fact]
    public void The_missing_parts_of_a_set_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a-00001-of-00003.gguf", []);
        folder.Write("a-00003-of-00003.gguf", []);

        ShardName.FindMissing(path).ShouldBe(["a-00002-of-00003.gguf"]);
        folder.Write("a-00002-of-00003.gguf", []);
        ShardName.FindMissing(path).ShouldBeEmpty();
    }
}
