using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Generation.Queue;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>
/// Follows <c>docs/adding-base-models-and-engines.md</c> on a running server: what its files add is drawn, priced, made and
/// covered, with nothing started anew.
/// </summary>
public sealed class DocumentedAdditionRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Heron", "txt2img", null, "textToImage", "urn:air:heron:checkpoint:civitai:980001@990001")]
    // The version of the page, with the steps that its row sets.
    [InlineData("Heron", "txt2img", 990002, "textToImage", "\"steps\":8")]
    [InlineData("Egret", "txt2vid", null, "videoGen", "\"engine\":\"egret\"")]
    public async Task What_was_added_is_drawn_priced_and_made(
        string ecosystem,
        string workflow,
        int? model,
        string step,
        string sent
    )
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var form = new JsonObject
        {
            ["workflow"] = workflow,
            ["ecosystem"] = ecosystem,
            ["prompt"] = "a heron in the reeds",
        };
        if (model is not null)
            form["model"] = model;
        story.Orchestrator.AddVideoEngine("egret", perSecond: 10);
        var (unknown, _) = await story.Server.SendAsync("POST", "/api/generation/quote", form.ToJsonString());

        DocumentedDefinitions.WriteTo(story.Settings);

        var shown = await story.Server.PostAsync("/api/generation/form", form);
        var price = await story.Server.PostAsync("/api/generation/quote", form);
        story.Orchestrator.PaidCount.ShouldBe(0);
        var made = await story.GenerateAsync(form);

        unknown.ShouldBe(400);
        shown["is_ready"]!.GetValue<bool>().ShouldBeTrue();
        price["total"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        made["state"]!.ToString().ShouldBe("completed", made.ToJsonString());
        made["ecosystem"]!.ToString().ShouldBe(ecosystem);
        made["outputs"]!.AsArray().ShouldNotBeEmpty();
        story.Orchestrator.PaidCount.ShouldBe(1);
        var body = await story.ReadAsync(context => context.Generations.Select(row => row.Body).SingleAsync(Stop));
        var paid = JsonNode.Parse(body)!["steps"]![0]!;
        paid["$type"]!.ToString().ShouldBe(step);
        paid.ToJsonString().ShouldContain(sent);
        paid.ToJsonString().ShouldContain(model is null ? "" : $"@{model}\"");
    }

    [Fact]
    public async Task What_was_added_is_covered()
    {
        await using var story = await GeneratingToolkit.StartAsync();

        DocumentedDefinitions.WriteTo(story.Settings);

        var tables = await story.Server.GetAsync("/api/generation/coverage");
        var version = await story.Server.PostAsync(
            "/api/generation/resources/check",
            new JsonObject { ["ecosystem"] = "Heron", ["resources"] = new JsonArray("990002") }
        );
        tables["checkpoints"]!
            .AsArray()
            .Where(row => row!["ecosystem"]!.ToString() == "heron")
            .Select(row => row!["version_id"]!.GetValue<long>())
            .Order()
            .ShouldBe([990001, 990002]);
        tables["base_models"]!.AsArray().ShouldContain(row => row!["base_model"]!.ToString() == "Heron 1.0");
        var added = version["resources"]![0]!;
        added["asked"]!.ToString().ShouldBe("990002");
        added["can_generate"]!.GetValue<bool>().ShouldBeTrue();
        added["at_civitai"]!["rule"]!.ToString().ShouldBe("listed");
    }
}
