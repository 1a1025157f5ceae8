using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>Reads the <c>config.json</c> that transformers writes beside the weights.</summary>
internal static class ConfigurationFacts
{
    public static ModelFacts Of(IReadOnlyDictionary<string, string> metadata, string prefix, ModelFacts facts)
    {
        var numbers = new HeaderNumbers(metadata, prefix);
        return facts with
        {
            Format = "transformers",
            Architecture = metadata.GetValueOrDefault(prefix + "model_type"),
            Quantization =
                metadata.GetValueOrDefault(prefix + "quantization_config.quant_method")?.ToUpperInvariant()
                ?? Precision(
                    metadata.GetValueOrDefault(prefix + "torch_dtype") ?? metadata.GetValueOrDefault(prefix + "dtype")
                ),
            ContextLength = numbers.Find("max_position_embeddings"),
            Shape = ShapeOf(numbers),
        };
    }

    private static AttentionShape? ShapeOf(HeaderNumbers numbers)
    {
        if (
            numbers.Find("num_hidden_layers") is not { } layers
            || numbers.Find("hidden_size") is not { } embedding
            || numbers.Find("num_attention_heads") is not { } heads
        )
            return null;
        var length = numbers.Find("head_dim") ?? embedding / heads;
        return new AttentionShape
        {
            Layers = layers,
            KeyValueHeads = [numbers.Find("num_key_value_heads") ?? heads],
            KeyLength = length,
            ValueLength = length,
            Heads = heads,
            Embedding = embedding,
            Vocabulary = numbers.Find("vocab_size") ?? 0,
        };
    }

    private static string? Precision(string? type) =>
        type switch
        {
            "float32" => "F32",
            "float16" => "F16",
            "bfloat16" => "BF16",
            _ => null,
        };
}
