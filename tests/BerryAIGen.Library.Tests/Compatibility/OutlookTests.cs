using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Outlook;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class OutlookTests
{
    private const long GiB = 1L << 30;
    private static readonly ProviderDefinition Llama = ProviderCatalog.Load(null).Get("llama-cpp");
    private static readonly IReadOnlyDictionary<string, ModelFacts> Models = KnownModels.All;

    private static readonly MachineProfile Card = new()
    {
        RamBytes = 32 * GiB,
        FreeRamBytes = 20 * GiB,
        RamBytesPerSecond = 40e9,
        Gpus = [new("NVIDIA GeForce RTX 3060", "cuda", 12 * GiB, 11 * GiB, 8.6)],
    };

    [Theory]
    [InlineData("llama-3.1-8b", "cpu16", "memory.fits_ram", "uses 40 % of the memory at 4096 tokens", null)]
    [InlineData("llama-3.1-8b", "gpu12", "memory.fits_gpu", "uses 51 % of the graphics memory at 4096 tokens", null)]
    [InlineData("tinyllama", "cpu16", "memory.fits_ram", "uses 6 % of the memory at 2048 tokens", null)]
    [InlineData("unknown-gguf", "cpu16", "memory.fits_ram", "uses 34 % of the memory", null)]
    [InlineData("llama-3.1-8b", "gpu12", "quant.native", "llama.cpp runs Q4_K_M as it is", null)]
    [InlineData(
        "qwen2.5-14b",
        "pascal8",
        "memory.partial",
        "28 % would run from the machine's memory at 4096 tokens, which is slower",
        "choose a model of fewer parameters to run it whole on the graphics card"
    )]
    [InlineData(
        "llama-3.3-70b",
        "gpu12",
        "memory.exceeds_machine",
        "it needs 41.4 GiB at 4096 tokens, and this machine has 38.2 GiB to give",
        "choose Q3_K_M"
    )]
    public void Reasons_say_their_numbers(string model, string machine, string code, string text, string? advice)
    {
        var verdict = CompatibilityScore.Judge(Models[model], Llama, KnownModels.Machines[machine]);

        verdict.Reasons.Single(reason => reason.Code == code).Text.ShouldBe(text);
        if (advice is not null)
            verdict.Recommendations.Select(one => one.Text).ShouldContain(advice);
    }

    [Fact]
    public void Fewer_bits_and_fewer_tokens_are_advised_where_they_help()
    {
        // More than six GiB of weights and half a GiB of cache, on a card that gives seven.
        var model = Models["llama-3.1-8b"] with
        {
            Quantization = "Q6_K",
            WeightBytes = 6_600_000_000,
        };
        var machine = new MachineProfile { RamBytes = 16 * GiB, Gpus = [new("B", "cuda", 8 * GiB)] };

        var verdict = CompatibilityScore.Judge(model, Llama, machine);

        var advice = verdict.Recommendations.Single();
        advice.ShouldBe(
            new CompatibilityAdvice(
                "memory.partial",
                "choose Q5_K_M or a context of 2048 tokens to run it whole on the graphics card"
            )
        );
    }

    [Fact]
    public void Sizes_out_of_the_usual_are_a_remark_and_no_gate()
    {
        var machine = new MachineProfile { RamBytes = 1 * GiB };
        var verdict = CompatibilityScore.Judge(
            Models["tinyllama"] with
            {
                WeightBytes = 10 << 20,
                SizeBytes = 10 << 20,
                ContextLength = 256,
            },
            Llama with
            {
                ModelSizeLimits = new(100 << 20, GiB),
                MemoryRequirements = new(2 * GiB, 0, 0),
            },
            machine: null
        );

        verdict.Compatible.ShouldBeTrue();
        verdict.Reasons.Select(reason => reason.Code).ShouldContain("size.small");
        var large = CompatibilityScore.Judge(
            Models["tinyllama"] with
            {
                SizeBytes = 2 * GiB,
            },
            Llama with
            {
                ModelSizeLimits = new(0, GiB),
            },
            machine: null
        );
        large.Reasons.Select(reason => reason.Code).ShouldContain("size.large");
        CompatibilityScore
            .Judge(new ModelFacts { Format = "gguf" }, Llama with { MemoryRequirements = new(2 * GiB, 0, 0) }, machine)
            .Reasons.Single(reason => reason.Code == "machine.small")
            .Text.ShouldBe("llama.cpp asks for 2.0 GiB of memory, and this machine has 1.0 GiB");
    }

    [Fact]
    public void What_could_run_does_not_run_now_while_the_memory_is_taken()
    {
        var busy = Card with { FreeRamBytes = 1 * GiB, Gpus = [Card.Gpus[0] with { FreeBytes = 2 * GiB }] };
        var silent = Card with { FreeRamBytes = null };

        Runs(Card).ShouldBe((true, true));
        Runs(busy).ShouldBe((true, false));
        Runs(silent).ShouldBe((true, null));
        Look("llama-3.3-70b", Card)!.CouldRun.ShouldBeFalse();
        // What the provider runs on no machine has no outlook on this one.
        Look("bert", Card).ShouldBeNull();
        var picture = Llama with { RequiredCapabilities = ["image-generation"], OptionalCapabilities = [] };
        var chat = Models["tinyllama"];
        MachineOutlook.Of(chat, picture, CompatibilityScore.Judge(chat, picture, Card), Card).ShouldBeNull();
        Look("llama-3.1-8b", busy)!.FreeBytes.ShouldBe(3 * GiB);

        (bool, bool?) Runs(MachineProfile machine) =>
            Look("llama-3.1-8b", machine) is { } outlook ? (outlook.CouldRun, outlook.RunsNow) : default;
    }

    [Theory]
    [InlineData("llama-3.1-8b", "gpu12", 32, 32)]
    [InlineData("qwen2.5-14b", "pascal8", 33, 48)]
    [InlineData("llama-3.1-8b", "cpu16", 0, 32)]
    public void The_layers_that_go_onto_the_card_are_counted(string model, string machine, int onGpu, int all)
    {
        var outlook = Look(model, KnownModels.Machines[machine]!)!;

        (outlook.LayersOnGpu, outlook.Layers).ShouldBe((onGpu, all));
    }

    [Fact]
    public void Tokens_a_second_follow_the_speed_of_the_memory()
    {
        // 360 GB/s over 4.9 GB, of which engines reach a bit more than half.
        Look("llama-3.1-8b", Card)!.TokensPerSecond.ShouldBe(40);
        Look("llama-3.1-8b", Card with { Gpus = [] })!.TokensPerSecond.ShouldBe(4.5);
        var experts = Models["llama-3.1-8b"] with { ActiveShare = 0.25 };
        MachineOutlook
            .Of(experts, Llama, CompatibilityScore.Judge(experts, Llama, Card), Card)!
            .TokensPerSecond.ShouldBe(160);
        // Partly in slow memory, it is far slower than its share there.
        var partly = Look("qwen2.5-14b", Card with { Gpus = [Card.Gpus[0] with { MemoryBytes = 8 * GiB }] })!;
        partly.TokensPerSecond!.Value.ShouldBeInRange(5, 9);
        Look("llama-3.1-8b", Card with { Gpus = [new("Unheard of", "cuda", 12 * GiB)] })!
            .TokensPerSecond.ShouldBeNull();
        Look("unknown-gguf", Card)!.TokensPerSecond.ShouldBeNull();
    }

    private static MachineOutlook? Look(string model, MachineProfile machine) =>
        MachineOutlook.Of(Models[model], Llama, CompatibilityScore.Judge(Models[model], Llama, machine), machine);
}
