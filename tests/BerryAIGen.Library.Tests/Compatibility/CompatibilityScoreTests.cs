using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class CompatibilityScoreTests
{
    private const double MiB = 1 << 20;
    private const long GiB = 1L << 30;
    private static readonly ProviderCatalog Providers = ProviderCatalog.Load(null);
    private static readonly IReadOnlyDictionary<string, MachineProfile?> Machines = KnownModels.Machines;
    private static readonly IReadOnlyDictionary<string, ModelFacts> Models = KnownModels.All;

    [Fact]
    public void The_worked_results_come_out()
    {
        var rows = FactRows.Read("scores.json", "rows");

        rows.Length.ShouldBe(24);
        foreach (var row in rows)
        {
            var (name, score) = (FactRows.Describe(row), FactRows.Real(row, "score"));
            var (model, provider) = (Models[$"{row["model"]}"], Providers.Get($"{row["provider"]}"));
            var machine = Machines[$"{row["machine"]}"];

            var verdict = CompatibilityScore.Judge(model, provider, machine);

            verdict.Score.ShouldBe(score, 0.00005, name);
            verdict.Band.ShouldBe($"{row["band"]}", name);
            verdict.Compatible.ShouldBe(score >= 0.5, name);
            verdict.Reasons.ShouldNotBeEmpty(name);
            foreach (var reason in row["reasons"]?.AsArray() ?? [])
                verdict.Reasons.Select(one => one.Code).ShouldContain($"{reason}", name);
            foreach (var (part, worth) in row["components"]?.AsObject() ?? [])
                verdict.Components[part].ShouldBe(worth!.GetValue<double>(), 0.0006, $"{name} {part}");
            if (machine is null || CompatibilityScore.NeedOf(model, provider) is not { } need)
                continue;
            var fit = MemoryFit.Of(need, provider, machine);
            if (row.ContainsKey("used"))
                fit.Used.ShouldBe(FactRows.Real(row, "used"), 0.0051, name);
            if (row.ContainsKey("spill"))
                fit.Spill.ShouldBe(FactRows.Real(row, "spill"), 0.0051, name);
            if (row.ContainsKey("need"))
            {
                ((double)fit.Need).ShouldBe(FactRows.Bytes(row, "need"), MiB, name);
                ((double)fit.Budget).ShouldBe(FactRows.Bytes(row, "budget"), MiB, name);
            }
        }
    }

    [Fact]
    public void A_model_that_is_not_whole_runs_nowhere()
    {
        var model = Models["tinyllama"] with { Incomplete = "Part 2 of 3 is missing." };

        var verdict = CompatibilityScore.Judge(model, Providers.Get("llama-cpp"), Machines["gpu12"]);

        (verdict.Compatible, verdict.Score).ShouldBe((false, 0));
        var reason = verdict.Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Text).ShouldBe(("files.incomplete", "the model is not whole: part 2 of 3 is missing"));
        verdict.Recommendations.ShouldHaveSingleItem().Code.ShouldBe("files.complete");
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
        verdict.Recommendations.Single().Text.ShouldContain("GGUF");
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
        verdict.Recommendations.Single().Code.ShouldBe("arch.newer");
        verdict.Recommendations.Single().Text.ShouldContain("update");
    }

    [Theory]
    [InlineData("llama-cpp", "transformers", "llama.cpp does not read transformers", "look for this model as gguf")]
    [InlineData("vllm", "gguf", "vLLM does not read gguf", "look for this model as transformers or safetensors")]
    [InlineData(
        "transformers",
        "gguf",
        "Transformers does not read gguf",
        "look for this model as transformers, safetensors or pytorch"
    )]
    [InlineData(
        "openai",
        "gguf",
        "OpenAI runs its own models and takes no files",
        "choose a provider of this machine, such as llama.cpp"
    )]
    public void A_format_that_is_not_read_is_told_with_one_that_is(
        string provider,
        string format,
        string reason,
        string advice
    )
    {
        var verdict = CompatibilityScore.Judge(new ModelFacts { Format = format }, Providers.Get(provider), null);

        verdict.Reasons.Single().ShouldBe(new CompatibilityReason("format.unsupported", reason));
        verdict.Recommendations.Single().ShouldBe(new CompatibilityAdvice("format.other", advice));
    }

    [Fact]
    public void A_provider_that_runs_nothing_here_says_why()
    {
        CompatibilityScore
            .FindObstacle(Providers.Get("vllm"), Machines["cpu16"]!)
            .ShouldBe(
                "vLLM needs a graphics card for cuda or rocm, and this machine has none; choose a provider that runs on the processor, such as llama.cpp."
            );
        CompatibilityScore.FindObstacle(Providers.Get("vllm"), Machines["gpu12"]!).ShouldBeNull();
        CompatibilityScore.FindObstacle(Providers.Get("openai"), Machines["cpu16"]!).ShouldBeNull();
    }

    [Theory]
    [InlineData("EXL3", "transformers", "quant.unsupported")]
    [InlineData("exl2", "vllm", "quant.unsupported")]
    public void A_quantisation_that_an_engine_does_not_read_closes_a_gate(string word, string provider, string code)
    {
        var model = new ModelFacts { Format = "transformers", Quantization = word };

        CompatibilityScore.Judge(model, Providers.Get(provider), null).Reasons.Single().Code.ShouldBe(code);
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
            !MemoryFit.Of(CompatibilityScore.NeedOf(model, provider, context)!, provider, Machines["cpu8"]!).Exceeds;
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
}
