using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Several who do, ask and listen at once.</summary>
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

    [Fact]
    public async Task A_receiver_that_never_answers_holds_nobody_else_up()
    {
        const int workflows = 20;
        var never = new TaskCompletionSource();
        await using var silent = new RawHttpServer(_ => RawReply.File([]) with { Gate = never.Task });
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On("/told", ScriptedAnswer.Text("thanks"));
        await using var story = await StartAsync();
        static JsonObject Callback(Uri address) =>
            new JsonObject { ["url"] = address.ToString(), ["type"] = new JsonArray("workflow:unassigned") };

        for (var number = 0; number < workflows; number++)
            await story.SubmitAsync(
                Workflow(Echo())
                    .With("callbacks", new JsonArray(Callback(silent.Address("/hook")), Callback(receiver.At("/told"))))
            );
        await Eventually.TrueAsync(() => receiver.Requests.Count >= workflows, Stop);

        // All of them at once would be as many; a few wait for their answers, and the rest for those.
        silent.Requests.Count.ShouldBeInRange(1, workflows - 1);
        receiver.Requests.Count.ShouldBe(workflows);
        never.SetResult();
    }
}
