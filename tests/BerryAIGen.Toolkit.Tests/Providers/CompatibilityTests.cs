using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>What is said of a model and a provider on this machine.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public async Task A_model_is_judged_by_every_provider_and_a_change_of_it_is_seen()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.WriteAsync(context => context.Registry.Add(ChatRow.Local("org/name")));

        var document = await toolkit.GetAsync("/api/models/org/name/compatibility");

        Proven.Tells(
            "GET /api/models/{id}/compatibility",
            document,
            told => told["best_provider"].ToString().ShouldBe("llama-cpp")
        );
        var all = document["providers"]!.AsArray();
        all.Select(row => row!["compatibility_score"]!.GetValue<double>()).ShouldBeInOrder(SortDirection.Descending);
        all.Single(row => row!["provider"]!.ToString() == "vllm")!["reason_codes"]![0]!
            .ToString()
            .ShouldBe("format.unsupported");
        var requirements = all[0]!["requirements"]!;
        requirements["largest_context"]!.GetValue<int>().ShouldBe(2048);
        requirements["at_context"]!.GetValue<int>().ShouldBe(2048);
        all[0]!["reasons"]!.ToJsonString().ShouldContain("memory at 2048 tokens");
        var machine = all[0]!["machine"]!;
        machine["could_run"]!.GetValue<bool>().ShouldBeTrue();
        machine["need_bytes"]!.GetValue<long>().ShouldBe(requirements["memory_bytes"]!.GetValue<long>());
        machine["runs_now"]!
            .GetValue<bool>()
            .ShouldBe(machine["need_bytes"]!.GetValue<long>() <= machine["free_bytes"]!.GetValue<long>());
        machine["layers"]!.GetValue<int>().ShouldBe(22);
        machine["layers_on_gpu"]!.GetValue<int>().ShouldBeInRange(0, 22);
        // A card that is not listed has no estimate.
        if (machine["layers_on_gpu"]!.GetValue<int>() == 0)
            machine["tokens_per_second_estimate"]!.GetValue<double>().ShouldBeGreaterThan(0);
        all.Single(row => row!["provider"]!.ToString() == "openai")!["machine"].ShouldBeNull();
        all.Single(row => row!["provider"]!.ToString() == "vllm")!["machine"].ShouldBeNull();

        await toolkit.WriteAsync(context =>
        {
            var row = context.Registry.Single(row => row.Id == "org/name");
            row.Format = "onnx";
        });
        (await toolkit.GetAsync("/api/models/org%2Fname/compatibility"))["best_provider"]!
            .ToString()
            .ShouldBe("onnxruntime");
    }

    [Fact]
    public async Task Variants_of_a_model_are_named_where_they_suit_better()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.WriteAsync(context =>
        {
            var small = ChatRow.Local("org/Chatty-1.1B-Q2_K");
            small.Metadata = small.Metadata.Replace("Q4_K_M", "Q2_K");
            var whole = ChatRow.Local("org/Chatty-1.1B");
            (whole.Format, whole.Size) = ("transformers", 2_200_000_000);
            context.Registry.AddRange(small, ChatRow.Local("elsewhere/chatty-1.1b.Q4_K_M.gguf"), whole);
        });

        var pair = await AskAsync("org/Chatty-1.1B-Q2_K");
        var other = await AskAsync("org/Chatty-1.1B");
        var alone = await AskAsync("tinyllama-1.1b-chat-q4");
        var listed = await toolkit.GetAsync("/api/providers/llama-cpp/recommendations?limit=50");

        pair["best_variant"]!
            .ToJsonString()
            .ShouldBe(
                """{"model_id":"elsewhere/chatty-1.1b.Q4_K_M.gguf","format":"gguf","quantization":"Q4_K_M","size_bytes":668788096,"local":true}"""
            );
        pair["recommendations"]![0]!.ToString().ShouldBe("prefer elsewhere/chatty-1.1b.Q4_K_M.gguf");
        pair["recommendation_codes"]!.ToJsonString().ShouldBe("""["quality.low_bits"]""");
        other["compatible"]!.GetValue<bool>().ShouldBeFalse();
        other["reason_codes"]![0]!.ToString().ShouldBe("format.unsupported");
        other["recommendation_codes"]![0]!.ToString().ShouldBe("format.other");
        other["recommendations"]![0]!
            .ToString()
            .ShouldBe("a gguf of this model exists: elsewhere/chatty-1.1b.Q4_K_M.gguf");
        alone["best_variant"].ShouldBeNull();
        var row = listed["recommendations"]!.AsArray().Single(one => $"{one!["model_id"]}" == "org/Chatty-1.1B-Q2_K")!;
        row["best_variant"]!["model_id"]!.ToString().ShouldBe("elsewhere/chatty-1.1b.Q4_K_M.gguf");
        row["machine"]!["could_run"]!.GetValue<bool>().ShouldBeTrue();
        row["machine"]!["free_bytes"].ShouldBeNull();

        async Task<JsonNode> AskAsync(string model) =>
            (
                await toolkit.SendAsync(
                    "POST",
                    "/api/providers/compatibility/check",
                    $$"""{"model_id":"{{model}}","provider":"llama-cpp"}"""
                )
            ).Body;
    }
}
