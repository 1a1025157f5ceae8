using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Tests.Compatibility;

/// <summary>Models and machines that everybody knows.</summary>
internal static class KnownModels
{
    private const long GiB = 1L << 30;
    private const double MiB = 1 << 20;

    public static readonly IReadOnlyDictionary<string, MachineProfile?> Machines = new Dictionary<
        string,
        MachineProfile?
    >
    {
        ["none"] = null,
        ["cpu8"] = new() { RamBytes = 8 * GiB },
        ["cpu16"] = new() { RamBytes = 16 * GiB },
        ["gpu12"] = new() { RamBytes = 32 * GiB, Gpus = [new("A", "cuda", 12 * GiB, ComputeCapability: 8.6)] },
        ["pascal8"] = new() { RamBytes = 16 * GiB, Gpus = [new("B", "cuda", 8 * GiB, ComputeCapability: 6.1)] },
    };

    public static readonly IReadOnlyDictionary<string, ModelFacts> All = new Dictionary<string, ModelFacts>
    {
        ["tinyllama"] = Llama(1.1, 2048, 638.0, 22, 4, 64, 2048, 32000, ["chat", "completion", "local"]),
        ["phi-3-mini"] = Llama(3.8, 4096, 2193.5, 32, 32, 96, 3072, 32064, ["chat", "instruct", "local"]),
        ["llama-3.1-8b"] = Llama(8.03, 131072, 4685.3, 32, 8, 128, 4096, 128256, ["chat", "instruct"]),
        ["qwen2.5-7b"] = Llama(7.62, 32768, 4460.4, 28, 4, 128, 3584, 152064, ["chat", "instruct"]),
        ["qwen2.5-14b"] = Llama(14.77, 32768, 8574, 48, 8, 128, 5120, 152064, ["chat", "instruct"]),
        ["llama-3.3-70b"] = Llama(70.6, 131072, 40540.2, 80, 8, 128, 8192, 128256, ["chat", "instruct"]),
        ["bert"] = new()
        {
            Format = "pytorch",
            Quantization = "None",
            Capabilities = ["feature-extraction", "text-classification"],
            ContextLength = 512,
            Parameters = 0.11,
            SizeBytes = 440_000_000,
        },
        ["llama-3.1-8b-awq"] = new()
        {
            Format = "safetensors",
            Architecture = "llama",
            Quantization = "AWQ",
            Capabilities = ["chat", "instruct"],
            ContextLength = 131072,
            Parameters = 8.03,
            WeightBytes = (long)(5460 * MiB),
            Shape = Shape(32, 8, 128, 4096, 128256),
        },
        ["unknown-gguf"] = new() { Format = "gguf", SizeBytes = 4_000_000_000 },
    };

    private static ModelFacts Llama(
        double billions,
        int context,
        double weights,
        int layers,
        int heads,
        int length,
        int embedding,
        int vocabulary,
        string[] capabilities
    ) =>
        new()
        {
            Format = "gguf",
            Architecture = "llama",
            Quantization = "Q4_K_M",
            Capabilities = capabilities,
            ContextLength = context,
            Parameters = billions,
            WeightBytes = (long)(weights * MiB),
            Shape = Shape(layers, heads, length, embedding, vocabulary),
        };

    private static AttentionShape Shape(int layers, int heads, int length, int embedding, int vocabulary) =>
        new()
        {
            Layers = layers,
            KeyValueHeads = [heads],
            KeyLength = length,
            ValueLength = length,
            Embedding = embedding,
            Vocabulary = vocabulary,
        };
}
