using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Outlook;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class ModelFamilyTests
{
    private const long GiB = 1L << 30;
    private static readonly ProviderDefinition Llama = ProviderCatalog.Load(null).Get("llama-cpp");
    private static readonly IReadOnlyDictionary<string, ModelFacts> Models = KnownModels.All;

    private static readonly MachineProfile Card = new()
    {
        RamBytes = 32 * GiB,
        Gpus = [new("A", "cuda", 12 * GiB, ComputeCapability: 8.6)],
    };

    [Theory]
    [InlineData("Llama-3.2-3B-Instruct-Q4_K_M.gguf", "ollama/llama3.2:3b-instruct-q8_0")]
    [InlineData("org/Llama-3.2-3B-Instruct-GGUF", "transformers/meta/Llama-3.2-3B-Instruct")]
    [InlineData("flux1-dev-fp8", "flux1-dev")]
    [InlineData("Llama-3.1-8B-Instruct-AWQ-INT4", "llama-3.1-8b-instruct-iq4_xs")]
    [InlineData("big-00001-of-00003", "big")]
    public void One_model_has_one_family(string one, string other) =>
        ModelFamily.KeyOf(one).ShouldBe(ModelFamily.KeyOf(other));

    [Theory]
    [InlineData("llama-3.2-3b", "llama-3.2-1b")]
    [InlineData("qwen2.5-7b-instruct-q4_0", "qwen2.5-7b-q4_0")]
    [InlineData("q4_0", "q8_0")]
    public void Two_models_are_two_families(string one, string other) =>
        ModelFamily.KeyOf(one).ShouldNotBe(ModelFamily.KeyOf(other));

    [Fact]
    public void The_best_variant_has_the_most_bits_that_leave_some_room()
    {
        ModelFacts[] family =
        [
            Models["llama-3.1-8b"] with
            {
                Quantization = "Q3_K_M",
                WeightBytes = 4_000_000_000,
            },
            Models["llama-3.1-8b"],
            Models["llama-3.1-8b"] with
            {
                Quantization = "Q8_0",
                WeightBytes = 8_500_000_000,
            },
            Models["llama-3.1-8b"] with
            {
                Quantization = "F16",
                WeightBytes = 16_000_000_000,
            },
        ];

        Best(Card).ShouldBe("Q8_0");
        Best(Card with { Gpus = [Card.Gpus[0] with { MemoryBytes = 8 * GiB }] }).ShouldBe("Q4_K_M");
        // Here the larger one would fit as well, with nothing to spare.
        Best(Card with { Gpus = [Card.Gpus[0] with { MemoryBytes = 10 * GiB }] }).ShouldBe("Q4_K_M");
        Best(Card with { Gpus = [] }).ShouldBe("F16");
        Best(new MachineProfile { RamBytes = 1 * GiB }).ShouldBeNull();

        string? Best(MachineProfile machine) => BestVariant.Find(family, one => one, Llama, machine)?.Quantization;
    }
}
