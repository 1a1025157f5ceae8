using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Several servers of one database.</summary>
public sealed class SharedOrchestratorTests(PostgreSqlServer postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_server_cannot_do_another_one_of_its_database_does()
    {
        RequireFfmpeg();
        var database = await postgres.NewDatabaseAsync();
        using var folder = new TemporaryFolder();
        await MakeVideoAsync(folder.Path, "a.mp4", "testsrc=d=1:s=128x64:r=10");
        var video = System.Convert.ToBase64String(await File.ReadAllBytesAsync(folder.Combine("a.mp4"), Stop));
        var wish = Workflow(Step("videoMetadata", new JsonObject { ["video"] = video })).ToJsonString();
        await using var poor = await RunningToolkit.StartAsync(folder.Path, database, ("PATH", "/nothing"));
        var alone = await poor.SendAsync("POST", "/v2/consumer/workflows?whatif=true", wish);
        await using var able = await RunningToolkit.StartAsync(folder.Path, database);
        await poor.WaitJsonAsync(
            "/v2/services/video/videoMetadata",
            service => service["status"]!.ToString() != "unavailable"
        );

        var ids = new List<string>();
        for (var number = 0; number < 4; number++)
            ids.Add((await poor.BodyAsync("POST", "/v2/consumer/workflows", wish))["id"]!.ToString());
        var ended = new List<JsonNode>();
        foreach (var id in ids)
            ended.Add(
                await poor.WaitJsonAsync(
                    $"/v2/consumer/workflows/{id}",
                    now => now["status"]!.ToString() is "succeeded" or "failed"
                )
            );

        alone.Status.ShouldBe(400);
        alone.Body["errors"]!["steps[0].$type"]![0]!.ToString().ShouldContain("ffmpeg is not installed");
        foreach (var one in ended)
        {
            one["status"]!.ToString().ShouldBe("succeeded", one.ToJsonString());
            ((int)one["steps"]![0]!["output"]!["width"]!).ShouldBe(128);
        }
    }
}
