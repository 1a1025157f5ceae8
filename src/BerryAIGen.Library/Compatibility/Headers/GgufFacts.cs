using System.Globalization;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>Reads the keys of a GGUF header, as its description names them (github.com/ggml-org/ggml, <c>docs/gguf.md</c>).</summary>
internal static partial class GgufFacts
{
    // A type that nobody wrote down is guessed with this bit set.
    private const int Guessed = 1024;
    private const int MostLayers = 4096;
    private const string Experts = "_exps.";

    public static ModelFacts Of(
        IReadOnlyDictionary<string, string> metadata,
        long? parameters,
        TensorTable table,
        ModelFacts facts
    )
    {
        var architecture = metadata["general.architecture"];
        var numbers = new HeaderNumbers(metadata, $"{architecture}.");
        return facts with
        {
            Format = "gguf",
            Architecture = architecture,
            Quantization = QuantizationOf(metadata),
            ContextLength = numbers.Find("context_length"),
            Parameters = parameters / 1e9,
            ActiveShare = ActiveShare(numbers, table),
            Shape = ShapeOf(architecture, metadata, numbers),
        };
    }

    private static string? QuantizationOf(IReadOnlyDictionary<string, string> metadata) =>
        int.TryParse(
            metadata.GetValueOrDefault("general.file_type"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var type
        )
            ? HeaderWords.Instance.FileTypes.GetValueOrDefault((type & ~Guessed).ToString(CultureInfo.InvariantCulture))
            : null;

    // All experts of a layer lie in one tensor, and a token asks some of them.
    private static double? ActiveShare(HeaderNumbers numbers, TensorTable table)
    {
        if (
            numbers.Find("expert_count") is not { } all
            || numbers.Find("expert_used_count") is not { } used
            || used > all
        )
            return null;
        var values = Math.Max(1, table.ParameterCount);
        var ofExperts = table
            .Tensors.Where(tensor => tensor.Name.Contains(Experts, StringComparison.Ordinal))
            .Aggregate(0UL, (sum, tensor) => sum + tensor.ValueCount);
        return 1 - (Math.Min(1, ofExperts / (double)values) * (1 - (used / (double)all)));
    }

    private static AttentionShape? ShapeOf(
        string architecture,
        IReadOnlyDictionary<string, string> metadata,
        HeaderNumbers numbers
    )
    {
        // What only recurs keeps no keys and values; its state is small and no longer context makes it larger.
        if (
            numbers.Find("block_count") is not { } layers
            || layers > MostLayers
            || numbers.List("attention.head_count") is not [var heads, ..]
            || numbers.Find("embedding_length") is not { } embedding
        )
            return null;
        var most = numbers.List("attention.head_count").Max();
        if (most == 0)
            return null;
        var keyValueHeads = numbers.List("attention.head_count_kv");
        // A model of compressed attention keeps one latent row per token, and no values of their own.
        var isLatent = numbers.Has("attention.key_length_mla");
        var length = numbers.Find("attention.key_length") ?? embedding / most;
        var window = numbers.Find("attention.sliding_window");
        var full = numbers.CountFalse("attention.sliding_window_pattern") ?? FullLayers(architecture, layers);
        return new AttentionShape
        {
            Layers = layers,
            KeyValueHeads =
                isLatent ? [1]
                : keyValueHeads.Count > 0 ? keyValueHeads
                : [most],
            KeyLength = length,
            ValueLength = isLatent ? 0 : numbers.Find("attention.value_length") ?? embedding / most,
            Heads = heads == 0 ? most : heads,
            Embedding = embedding,
            Vocabulary = numbers.Find("vocab_size") ?? Words(metadata.GetValueOrDefault("tokenizer.ggml.tokens")),
            SlidingWindow = full is null ? null : window,
            FullAttentionLayers = window is null ? null : full,
        };
    }

    private static int? FullLayers(string architecture, int layers) =>
        HeaderWords.Instance.WindowPatterns.TryGetValue(architecture, out var pattern) ? layers / pattern : null;

    // A long list is only counted: [128256 strings].
    private static int Words(string? tokens) =>
        tokens is not null && Counted().Match(tokens) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : tokens is ['[', ..] ? tokens.Split(", ").Length
        : 0;

    [GeneratedRegex(@"^\[(\d{1,9}) strings\]$")]
    private static partial Regex Counted();
}
