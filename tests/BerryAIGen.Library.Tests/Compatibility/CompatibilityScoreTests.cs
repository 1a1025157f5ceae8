using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class CompatibilityScoreTests
{
    private const long GiB = 1L << 30;
    private const double MiB = 1 << 20;
    private static readonly ProviderCatalog Providers = ProviderCatalog.Load(null);

    private static readonly Dictionary<string, MachineProfile?> Machines = new()
    {
        ["none"] = null,
        ["cpu8"] = new() { RamBytes = 8 * GiB },
        ["cpu16"] = new() { RamBytes = 16 * GiB },
        ["gpu12"] = new() { RamBytes = 32 * GiB, Gpus = [new("A", "cuda", 12 * GiB, ComputeCapability: 8.6)] },
        ["pascal8"] = new() { RamBytes = 16 * GiB, Gpus = [new("B", "cuda", 8 * GiB, ComputeCapability: 6.1)] },
    };

    private static readonly Dictionary<string, ModelFacts> Models = new()
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

    [Theory]
    [InlineData("tinyllama", "llama-cpp", "none", 0.7988, "good")]
    [InlineData("phi-3-mini", "llama-cpp", "none", 0.9203, "excellent")]
    [InlineData("tinyllama", "llama-cpp", "cpu16", 0.8191, "good")]
    [InlineData("phi-3-mini", "llama-cpp", "cpu16", 0.9163, "excellent")]
    [InlineData("phi-3-mini", "llama-cpp", "cpu8", 0.9163, "excellent")]
    [InlineData("phi-3-mini", "llama-cpp", "gpu12", 0.9363, "excellent")]
    [InlineData("llama-3.1-8b", "llama-cpp", "cpu16", 0.9396, "excellent")]
    [InlineData("llama-3.1-8b", "llama-cpp", "cpu8", 0.89, "good")]
    [InlineData("llama-3.1-8b", "llama-cpp", "gpu12", 0.9596, "excellent")]
    [InlineData("llama-3.1-8b", "llama-cpp", "pascal8", 0.9401, "excellent")]
    [InlineData("qwen2.5-7b", "llama-cpp", "gpu12", 0.9579, "excellent")]
    [InlineData("qwen2.5-14b", "llama-cpp", "gpu12", 0.9423, "excellent")]
    [InlineData("qwen2.5-14b", "llama-cpp", "pascal8", 0.69, "acceptable")]
    [InlineData("llama-3.3-70b", "llama-cpp", "gpu12", 0, "none", "memory.exceeds_machine")]
    [InlineData("llama-3.3-70b", "llama-cpp", "none", 0.9729, "excellent")]
    [InlineData("bert", "huggingface", "none", 0.6, "acceptable", "class.other_than_text_generation")]
    [InlineData("bert", "huggingface", "cpu16", 0.6, "acceptable", "class.other_than_text_generation")]
    [InlineData("bert", "llama-cpp", "none", 0, "none", "format.unsupported")]
    [InlineData("tinyllama", "huggingface", "none", 0, "none", "format.unsupported")]
    [InlineData("llama-3.1-8b-awq", "vllm", "gpu12", 0.939, "excellent")]
    [InlineData("llama-3.1-8b-awq", "vllm", "pascal8", 0, "none", "quant.needs_compute_capability_7.5")]
    [InlineData("llama-3.1-8b-awq", "vllm", "cpu16", 0, "none", "device.missing")]
    [InlineData("unknown-gguf", "llama-cpp", "none", 0.6, "acceptable")]
    [InlineData("unknown-gguf", "llama-cpp", "cpu16", 0.69, "acceptable", "memory.size_only")]
    public void The_worked_results_come_out(
        string model,
        string provider,
        string machine,
        double score,
        string band,
        string? reason = null
    )
    {
        var verdict = CompatibilityScore.Judge(Models[model], Providers.Find(provider)!, Machines[machine]);

        verdict.Score.ShouldBe(score, 0.00005);
        verdict.Band.ShouldBe(band);
        verdict.Compatible.ShouldBe(score >= 0.5);
        verdict.Reasons.ShouldNotBeEmpty();
        if (reason is not null)
            verdict.Reasons.Select(row => row.Code).ShouldContain(reason);
    }

    [Fact]
    public void Old_ggml_files_are_told_to_be_converted()
    {
        var verdict = CompatibilityScore.Judge(
            new ModelFacts { Format = "ggml" },
            Providers.Find("llama.cpp")!,
            machine: null
        );

        verdict.Compatible.ShouldBeFalse();
        verdict.Reasons.Single().Code.ShouldBe("format.legacy");
        verdict.Recommendations.Single().ShouldContain("GGUF");
    }

    [Fact]
    public void An_architecture_that_is_too_new_asks_for_a_newer_engine()
    {
        var verdict = CompatibilityScore.Judge(
            new ModelFacts { Format = "gguf", Architecture = "of-tomorrow" },
            Providers.Find("llama-cpp")!,
            machine: null
        );

        verdict.Reasons.Single().Code.ShouldBe("arch.unsupported");
        verdict.Recommendations.Single().ShouldContain("update");
    }

    [Fact]
    public void The_largest_context_is_the_last_that_fits()
    {
        var (model, provider, machine) = (Models["llama-3.1-8b"], Providers.Find("llama-cpp")!, Machines["gpu12"]!);

        var largest = CompatibilityScore.Judge(model, provider, machine).LargestContext;

        largest.ShouldBe(131072);
        var small = CompatibilityScore.Judge(model, provider, Machines["cpu8"]).LargestContext!.Value;
        small.ShouldBeInRange(4096, 16384);
        Fits(small).ShouldBeTrue();
        Fits(small + 256).ShouldBeFalse();

        bool Fits(int context) =>
            !MemoryFit.Of(CompatibilityScore.NeedOf(model, context)!, provider, Machines["cpu8"]!).Exceeds;
    }

    [Fact]
    public void Less_memory_never_makes_it_better()
    {
        var providers = Providers.All.ToArray();
        Prop.ForAll<byte, byte, byte>(
                (pick, less, more) =>
                {
                    var model = Models.Values.ElementAt(pick % Models.Count);
                    var (small, large) = (Math.Min(less, more), Math.Max(less, more));
                    return providers.All(provider => Score(model, provider, small) <= Score(model, provider, large));
                }
            )
            .QuickCheckThrowOnFailure();

        static double Score(ModelFacts model, ProviderDefinition provider, int gib) =>
            CompatibilityScore.Judge(model, provider, new MachineProfile { RamBytes = gib * GiB }).Score;
    }

    [Fact]
    public void Less_ability_never_makes_it_better()
    {
        foreach (var provider in Providers.All)
        {
            foreach (var model in Models.Values.Where(model => model.Capabilities.Count > 1))
            {
                var less = model with { Capabilities = [.. model.Capabilities.Take(1)] };

                CompatibilityScore
                    .Judge(less, provider, null)
                    .Score.ShouldBeLessThanOrEqualTo(CompatibilityScore.Judge(model, provider, null).Score);
            }
        }
    }

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
