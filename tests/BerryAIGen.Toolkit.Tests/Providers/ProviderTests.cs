using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Providers;

public sealed class ProviderTests
{
    private const string NewProvider = """
        {"name":"new-provider","supported_formats":["custom-format"],"required_capabilities":["text-generation"],
         "optional_capabilities":["chat"],"memory_requirements":{"min":1073741824},
         "performance_characteristics":{"inference_type":"local","optimization":"gpu_optimized","quantization_support":"good"},
         "model_size_limits":{"min_size":104857600,"max_size":10737418240}}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_providers_are_listed_with_what_they_run()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.WriteAsync(context => context.Registry.Add(ChatRow.Local("here")));

        var document = await toolkit.GetAsync("/api/providers");

        var providers = document["providers"]!.AsArray();
        document["total_providers"]!.GetValue<int>().ShouldBe(providers.Count);
        var one = providers.Single(provider => provider!["name"]!.ToString() == "llama-cpp")!;
        one["display_name"]!.ToString().ShouldBe("llama.cpp");
        one["performance_characteristics"]!["inference_type"]!.ToString().ShouldBe("local");
        Proven.Tells(
            "GET /api/providers",
            document,
            told =>
                told["providers"]
                    .One(row => $"{row["name"]}" == "llama-cpp")["local_models"]
                    .GetValue<int>()
                    .ShouldBe(1)
        );
        one["available_models"]!.GetValue<int>().ShouldBe(6);
        one["total_models"]!.GetValue<int>().ShouldBe(7);
        Proven.Tells(
            "GET /api/providers/{provider}",
            await toolkit.GetAsync("/api/providers/gguf"),
            told => told.ToJsonString().ShouldBe(one.ToJsonString())
        );
        var capabilities = await toolkit.GetAsync("/api/providers/capabilities");
        Proven.Tells(
            "GET /api/providers/capabilities",
            capabilities,
            told => told["capabilities"]["vllm"]["supported_formats"].AsArray().Count.ShouldBe(2),
            constant: "What the known programs can do is the same for everybody."
        );
    }

    [Fact]
    public async Task An_added_provider_is_a_file_and_judged_like_any_other()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "odd",
                    Name = "Odd",
                    Format = "custom-format",
                    Capabilities = """["text-generation"]""",
                    Size = 1 << 20,
                }
            )
        );

        var file = toolkit.Path(".config", "berryaigen", "definitions", "providers", "new-provider.json");
        var added = await Proven.ChangesAsync(
            "POST /api/providers",
            () => toolkit.SendAsync("POST", "/api/providers", NewProvider),
            () =>
            {
                File.Exists(file).ShouldBeTrue();
                JsonNode.Parse(File.ReadAllText(file))!["formats"]![0]!.ToString().ShouldBe("custom-format");
            }
        );
        added.Status.ShouldBe(200);
        var suggestions = await toolkit.GetAsync("/api/providers/new-provider/suggestions");
        suggestions["total_compatible_models"]!.GetValue<int>().ShouldBe(1);
        (await toolkit.SendAsync("POST", "/api/providers", NewProvider)).Status.ShouldBe(409);

        var (status, changed) = await Proven.ChangesAsync(
            "PUT /api/providers/{provider}",
            () => toolkit.SendAsync("PUT", "/api/providers/new-provider", """{"supported_formats":["other-format"]}"""),
            () => JsonNode.Parse(File.ReadAllText(file))!["formats"]![0]!.ToString().ShouldBe("other-format")
        );
        status.ShouldBe(200);
        changed["required_capabilities"]![0]!.ToString().ShouldBe("text-generation");
        changed["total_models"]!.GetValue<int>().ShouldBe(0);

        var deleted = await Proven.ChangesAsync(
            "DELETE /api/providers/{provider}",
            () => toolkit.SendAsync("DELETE", "/api/providers/new-provider"),
            () => File.Exists(file).ShouldBeFalse()
        );
        deleted.Status.ShouldBe(200);
        (await toolkit.SendAsync("GET", "/api/providers/new-provider")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_file_that_a_person_puts_there_counts_at_once_and_a_broken_one_is_told()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.GetAsync("/api/providers");
        var folder = toolkit.Path(".config", "berryaigen", "definitions", "providers");
        Directory.CreateDirectory(folder);

        await File.WriteAllTextAsync(
            Path.Combine(folder, "mine.json"),
            """
            {"schemaVersion":1,"id":"mine","name":"Mine","inferenceType":"local","optimization":"gpu_preferred",
             "quantizationSupport":"excellent","formats":["gguf"],"devices":["cpu"],"requiredCapabilities":["text-generation"]}
            """,
            Stop
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.json"), "{", Stop);

        var document = await toolkit.GetAsync("/api/providers");
        document["warnings"]!.AsArray().Single()!.ToString().ShouldContain("broken.json");
        var mine = document["providers"]!.AsArray().Single(provider => provider!["name"]!.ToString() == "mine")!;
        mine["user_defined"]!.GetValue<bool>().ShouldBeTrue();
        mine["available_models"]!.GetValue<int>().ShouldBe(6);
    }

    [Fact]
    public async Task Statistics_recommendations_and_validation_agree()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        var before = await toolkit.GetAsync("/api/providers/compatibility/statistics");
        await toolkit.WriteAsync(context => context.Registry.Add(ChatRow.Local("here")));

        var statistics = await toolkit.GetAsync("/api/providers/compatibility/statistics");
        var recommended = await toolkit.GetAsync("/api/providers/llama-cpp/recommendations?limit=2");
        var validation = await toolkit.GetAsync("/api/providers/llama-cpp/validate");

        Proven.Tells(
            "GET /api/providers/compatibility/statistics",
            statistics,
            told => told["providers"]["llama-cpp"]["compatible_models"].GetValue<int>().ShouldBe(7),
            unlike: before
        );
        statistics["compatibility_matrix"]!["llama-cpp"]!.AsArray().Count.ShouldBe(7);
        Proven.Tells(
            "GET /api/providers/{provider}/recommendations",
            recommended,
            told => told["total_recommendations"].GetValue<int>().ShouldBe(2)
        );
        recommended["recommendations"]![0]!["model_id"]!
            .ToString()
            .ShouldBe(statistics["compatibility_matrix"]!["llama-cpp"]![0]!.ToString());
        validation["has_local_models"]!.GetValue<bool>().ShouldBeTrue();
        Proven.Tells(
            "GET /api/providers/{provider}/validate",
            validation,
            told => told["local_models"].AsArray().ShouldHaveSingleItem().ToString().ShouldBe("here")
        );
        validation["local_models_count"]!.GetValue<int>().ShouldBe(1);
        validation["available_for_download"]!.GetValue<int>().ShouldBe(6);
        validation["suggested_downloads"]!.AsArray().Count.ShouldBe(3);
        validation["status"]!.ToString().ShouldBe("healthy");
        var (status, cleared) = await toolkit.SendAsync("POST", "/api/providers/compatibility/cache/clear");
        status.ShouldBe(200);
        Proven.Tells(
            "POST /api/providers/compatibility/cache/clear",
            cleared,
            told => told["message"].ToString().ShouldBe("Compatibility cache cleared"),
            constant: "What it forgets is made anew by the next question."
        );
    }

    [Fact]
    public async Task The_status_needs_models_until_there_is_one()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        var empty = await toolkit.GetAsync("/api/providers/integration/status");
        await toolkit.WriteAsync(context => context.Registry.Add(ChatRow.Local("here")));
        var filled = await toolkit.GetAsync("/api/providers/integration/status");

        empty["overall_status"]!.ToString().ShouldBe("needs_models");
        filled["overall_status"]!.ToString().ShouldBe("healthy");
        filled["providers_with_models"]!.GetValue<int>().ShouldBeGreaterThan(0);
        filled["total_providers"]!.GetValue<int>().ShouldBe(filled["providers"]!.AsObject().Count);
        filled["total_compatible_models"]!
            .GetValue<int>()
            .ShouldBe(filled["providers"]!.AsObject().Sum(one => one.Value!["total_compatible"]!.GetValue<int>()));
        var llama = filled["providers"]!["llama-cpp"]!;
        llama["name"]!.ToString().ShouldBe("llama-cpp");
        llama["healthy"]!.GetValue<bool>().ShouldBeTrue();
        llama["has_compatible_models"]!.GetValue<bool>().ShouldBeTrue();
        llama["has_local_models"]!.GetValue<bool>().ShouldBeTrue();
        llama["local_models_count"]!.GetValue<int>().ShouldBe(1);
        llama["available_for_download"]!.GetValue<int>().ShouldBe(6);
        Proven.Tells(
            "GET /api/providers/integration/status",
            filled,
            told => told["providers"]["llama-cpp"]["total_compatible"].GetValue<int>().ShouldBe(7)
        );
        llama["status"]!.ToString().ShouldBe("healthy");
        // A cloud without a key is not well, and nobody was asked.
        filled["providers"]!["gemini"]!["healthy"]!.GetValue<bool>().ShouldBeFalse();
        filled["providers"]!["gemini"]!["health"]!["state"]!.ToString().ShouldBe("not_configured");
    }
}
