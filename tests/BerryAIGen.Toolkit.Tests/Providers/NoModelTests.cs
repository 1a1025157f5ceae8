using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>A kept file that is no model is named so, and nothing runs it.</summary>
public sealed class NoModelTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    [Theory]
    [InlineData("words")]
    [InlineData("picture.bin")]
    public async Task A_file_that_is_no_model_is_compatible_with_nothing(string name)
    {
        var toolkit = shared.Toolkit;
        byte[] bytes =
            name == "words" ? [.. "root:x:0:0:root:/root:/bin/bash\n"u8] : [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0];
        var path = toolkit.Home.Write(name, bytes);
        var begun = await toolkit.PostAsync(
            "/api/models/download",
            new JsonObject { ["reference"] = new Uri(path).AbsoluteUri }
        );
        await toolkit.UntilAsync(begun["task_id"]!.ToString(), "completed");

        var id = begun["model_id"]!.ToString();
        var model = await toolkit.GetAsync($"/api/models/{id}");
        var compatibility = await toolkit.GetAsync($"/api/models/{id}/compatibility");
        var status = await toolkit.GetAsync("/api/providers/integration/status");

        // It was asked for, so it is kept; what it is not is said.
        model["status"]!.ToString().ShouldBe("local");
        model["metadata"]!["problem"]!["rule"]!.ToString().ShouldBe("NotAModel");
        model["provider"]?.ToString().ShouldBeNullOrEmpty();
        compatibility["best_provider"]?.ToString().ShouldBeNullOrEmpty();
        foreach (var provider in compatibility["providers"]!.AsArray())
        {
            provider!["compatible"]!.GetValue<bool>().ShouldBeFalse();
            provider["compatibility_score"]!.GetValue<double>().ShouldBe(0);
            provider["reason_codes"]!.ToJsonString().ShouldBe("""["files.no_model"]""");
        }

        status["overall_status"]!.ToString().ShouldBe("needs_models");
        status["providers"]!
            .AsObject()
            .Where(provider => provider.Value!["has_local_models"]!.GetValue<bool>())
            .ShouldBeEmpty();
        var validation = await toolkit.GetAsync("/api/providers/llama-cpp/validate");
        validation["local_models"]!.AsArray().ShouldBeEmpty();
        validation["status"]!.ToString().ShouldBe("needs_models");
    }
}
