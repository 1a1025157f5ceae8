using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Toolkit.Tests.Webhooks;

public sealed class SharedWebhookTests(PostgreSqlServer postgres)
{
    [Fact]
    public async Task Of_two_servers_on_one_database_one_tells_each_event()
    {
        const int jobs = 10;
        var database = await postgres.NewDatabaseAsync();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("models"));
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On("/hook", ScriptedAnswer.Text("thanks"));
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var wish = new JsonObject
        {
            ["url"] = receiver.At("/hook").AbsoluteUri,
            ["events"] = new JsonArray("job.completed"),
        };
        var made = await one.PostAsync("/api/webhooks", wish);

        for (var number = 0; number < jobs; number++)
            await (number % 2 == 0 ? one : other).BodyAsync("POST", "/api/models/index", "{}");
        var log = await other.WaitAsync(
            $"/api/webhooks/{made["webhook"]!["id"]}/deliveries?state=delivered",
            page => page["total_count"]!.GetValue<int>() >= jobs
        );

        log["total_count"]!.GetValue<int>().ShouldBe(jobs);
        receiver.Requests.Count.ShouldBe(jobs);
        receiver.Requests.Select(told => told.Header("webhook-id")).Distinct().Count().ShouldBe(jobs);

        Task<RunningToolkit> StartAsync() =>
            RunningToolkit.StartAsync(
                folder.Path,
                database,
                ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
                ("MODELS_DIR", folder.Combine("models"))
            );
    }
}
