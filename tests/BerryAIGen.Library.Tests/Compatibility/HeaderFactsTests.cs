using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Headers;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class HeaderFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_gguf_header_tells_shape_context_and_quantisation()
    {
        var facts = Read(
            Model("llama", 9)
                .Number("general.file_type", 15)
                .Number("llama.block_count", 32)
                .Number("llama.context_length", 8192)
                .Number("llama.embedding_length", 4096)
                .Number("llama.attention.head_count", 32)
                .Number("llama.attention.head_count_kv", 8)
                .Number("llama.vocab_size", 128256)
                .Text("general.name", "a model")
        );

        (facts.Format, facts.Architecture, facts.Quantization).ShouldBe(("gguf", "llama", "Q4_K_M"));
        facts.ContextLength.ShouldBe(8192);
        KeyValueCache
            .SizeBytes(facts.Shape.ShouldNotBeNull(), new MemoryOptions { Context = 8192 })
            .ShouldBe(1_073_741_824);
        facts.Shape.Vocabulary.ShouldBe(128256);
    }

    [Fact]
    public void Layers_with_a_window_keep_less()
    {
        var facts = Read(
            Model("gemma2", 8)
                .Number("gemma2.block_count", 26)
                .Number("gemma2.context_length", 8192)
                .Number("gemma2.embedding_length", 2304)
                .Number("gemma2.attention.head_count", 8)
                .Number("gemma2.attention.head_count_kv", 4)
                .Number("gemma2.attention.key_length", 256)
                .Number("gemma2.attention.sliding_window", 1024)
        );

        var shape = facts.Shape.ShouldNotBeNull();
        (shape.FullAttentionLayers, shape.SlidingWindow).ShouldBe((13, 1024));
        var options = new MemoryOptions { Context = 8192 };
        KeyValueCache
            .SizeBytes(shape, options)
            .ShouldBeLessThan(KeyValueCache.SizeBytes(shape with { SlidingWindow = null }, options));
    }

    [Fact]
    public void Heads_may_be_named_for_each_layer()
    {
        var maker = Model("deci", 6)
            .Number("deci.block_count", 3)
            .Number("deci.embedding_length", 64)
            .Number("deci.attention.head_count", 8)
            .Number("deci.context_length", 512)
            .Word("deci.attention.head_count_kv")
            .U32(9)
            .U32(4)
            .U64(20);
        for (var layer = 0u; layer < 20; layer++)
            maker.U32(layer % 2);

        var facts = Read(maker);

        facts.Shape.ShouldNotBeNull().KeyValueHeads.Count.ShouldBe(20);
    }

    [Fact]
    public void Latent_attention_keeps_one_row_and_no_values()
    {
        var facts = Read(
            Model("deepseek2", 8)
                .Number("deepseek2.block_count", 61)
                .Number("deepseek2.embedding_length", 7168)
                .Number("deepseek2.attention.head_count", 128)
                .Number("deepseek2.attention.head_count_kv", 1)
                .Number("deepseek2.attention.key_length", 576)
                .Number("deepseek2.attention.value_length", 512)
                .Number("deepseek2.attention.key_length_mla", 192)
        );

        KeyValueCache
            .SizeBytes(facts.Shape.ShouldNotBeNull(), new MemoryOptions { Context = 4096 })
            .ShouldBe(61L * 576 * 4096 * 2);
    }

    [Fact]
    public void Of_experts_a_token_needs_those_that_are_asked_and_all_that_is_no_expert()
    {
        // 32 of 40 values are of experts, a quarter of which is asked: 8 and 8 of 40.
        var maker = new GgufMaker()
            .Head(3, 2, 3)
            .Text("general.architecture", "moe")
            .Number("moe.expert_count", 8)
            .Number("moe.expert_used_count", 2)
            .Tensor("blk.0.ffn_up_exps.weight", 0, 0, 32)
            .Tensor("blk.0.attn_q.weight", 0, 128, 8);
        var path = _folder.Combine("experts.gguf");
        File.WriteAllBytes(path, maker.Pad(32).Zeros(160).ToArray());

        var facts = HeaderFacts.Of(FileInspector.Inspect(path), 1000);

        facts.ActiveShare!.Value.ShouldBe(0.4, 0.0001);
        var metadata = new JsonObject();
        FactsJson.Write(facts, metadata);
        using var stored = JsonDocument.Parse(metadata.ToJsonString());
        FactsJson.Read(stored.RootElement).ActiveShare.ShouldBe(0.4);
    }

    [Theory]
    [InlineData("mamba.block_count", 24u)]
    [InlineData("mamba.attention.head_count", 0u)]
    public void A_shape_that_makes_no_sense_is_none(string key, uint value) =>
        Read(Model("mamba", 2).Number(key, value)).Shape.ShouldBeNull();

    [Fact]
    public void A_folder_of_transformers_tells_it_in_its_configuration()
    {
        File.WriteAllText(
            _folder.Combine("config.json"),
            """
            {"model_type":"qwen2","num_hidden_layers":28,"hidden_size":3584,"num_attention_heads":28,
             "num_key_value_heads":4,"max_position_embeddings":32768,"vocab_size":152064,"torch_dtype":"bfloat16"}
            """
        );

        var facts = HeaderFacts.Of(FileInspector.Inspect(_folder.Path), 15_000_000_000);

        (facts.Format, facts.Architecture, facts.Quantization).ShouldBe(("transformers", "qwen2", "BF16"));
        KeyValueCache
            .SizeBytes(facts.Shape.ShouldNotBeNull(), new MemoryOptions { Context = 32768 })
            .ShouldBe(1_879_048_192);
    }

    [Fact]
    public void Facts_survive_a_journey_through_metadata()
    {
        var facts = Read(
            Model("llama", 6)
                .Number("llama.block_count", 22)
                .Number("llama.context_length", 2048)
                .Number("llama.embedding_length", 2048)
                .Number("llama.attention.head_count", 32)
                .Number("llama.attention.head_count_kv", 4)
        );
        var metadata = new JsonObject { ["license"] = "MIT" };

        FactsJson.Write(facts, metadata);

        metadata["license"]!.ToString().ShouldBe("MIT");
        metadata["memory_bytes"]!.GetValue<long>().ShouldBe(CompatibilityScore.NeedOf(facts)!.Total);
        using var stored = JsonDocument.Parse(metadata.ToJsonString());
        var shape = FactsJson.FindShape(stored.RootElement).ShouldNotBeNull();
        KeyValueCache
            .SizeBytes(shape, new MemoryOptions { Context = 2048 })
            .ShouldBe(KeyValueCache.SizeBytes(facts.Shape!, new MemoryOptions { Context = 2048 }));
    }

    public void Dispose() => _folder.Dispose();

    // With one tensor, and as many keys as are promised.
    private static GgufMaker Model(string architecture, ulong keys) =>
        new GgufMaker().Head(3, 1, keys).Text("general.architecture", architecture);

    private ModelFacts Read(GgufMaker maker)
    {
        var path = _folder.Combine("model.gguf");
        File.WriteAllBytes(path, maker.Tensor("a", 0, 0, 4).Pad(32).Zeros(16).ToArray());
        var file = FileInspector.Inspect(path);
        file.Error.ShouldBeNull();
        return HeaderFacts.Of(file, new FileInfo(path).Length);
    }
}
