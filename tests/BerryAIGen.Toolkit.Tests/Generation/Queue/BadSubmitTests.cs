using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What cannot be made is refused by the name of its field, before anything is written down or paid.</summary>
public sealed class BadSubmitTests
{
    [Fact]
    public async Task A_prompt_of_ten_megabytes_and_an_expired_epoch_are_refused_by_their_names()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var epoch = GeneratingToolkit.Form();
        epoch["resources"] = new JsonArray(
            JsonNode.Parse(
                """{"id":9,"epochDetails":{"jobId":"job-1","fileName":"heron-3.safetensors","completedAt":"2026-01-01"}}"""
            )
        );

        foreach (var path in (string[])["/api/generation/quote", "/api/generation/submit"])
        {
            var longer = await story.Server.FailAsync(
                HttpMethod.Post,
                path,
                HttpStatusCode.BadRequest,
                GeneratingToolkit.Form(new string('x', 10 << 20))
            );
            var expired = await story.Server.FailAsync(HttpMethod.Post, path, HttpStatusCode.Forbidden, epoch);

            longer["details"]!["prompt"]!.ToString().ShouldContain("6,000 are allowed");
            longer["message"]!.ToString().Length.ShouldBeLessThan(1000);
            expired["details"]!["field"]!.ToString().ShouldBe("resources");
            expired["message"]!.ToString().ShouldContain("\"heron-3.safetensors\" has expired");
        }

        (
            await story.ReadAsync(context => context.Generations.CountAsync(TestContext.Current.CancellationToken))
        ).ShouldBe(0);
        story.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_LoRA_of_another_ecosystem_is_known_by_its_number_alone_and_kept_without_being_sent()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var foreign = story.Lora("Flux.1 D");
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray((JsonNode)new JsonObject { ["id"] = foreign.Versions[0].Id });

        var row = await story.SubmitAsync(form);
        var body = await story.BodyAsync(row);

        row["notes"]!.ToJsonString().ShouldContain("It is kept and not sent");
        row["notes"]!.ToJsonString().ShouldContain(foreign.Spec.Name);
        row["form"]!["resources"]![0]!["id"]!.GetValue<long>().ShouldBe(foreign.Versions[0].Id);
        body.ToJsonString().ShouldNotContain($"@{foreign.Versions[0].Id}");
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");
    }
}
