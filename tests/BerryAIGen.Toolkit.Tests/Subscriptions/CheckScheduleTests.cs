using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Subscriptions;

public sealed class CheckScheduleTests(PostgreSqlServer postgres)
{
    [Fact]
    public async Task A_check_that_is_due_begins_by_itself_at_one_of_two_servers()
    {
        await using var sandbox = new SandboxFixture();
        await sandbox.InitializeAsync();
        var database = await postgres.NewDatabaseAsync();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("models"));
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.SendAsync("PUT", "/api/settings/network", """{"subscription_check_hours":24}""");
        await one.PostAsync("/api/subscriptions", new JsonObject { ["kind"] = "tag", ["value"] = "anime" });

        var (_, settings) = await one.SendAsync("PUT", "/api/settings/network", """{"update_check_hours":24}""");
        var updates = await CountedAsync("update_check", 1);
        // Its own, when it was made, and the one that is due.
        var follows = await CountedAsync("subscription_check", 2);
        // Both servers have looked once more by then.
        await Task.Delay(TimeSpan.FromSeconds(12), TimeProvider.System, TestContext.Current.CancellationToken);

        settings["schedule"]!["update_check_hours"]!.GetValue<int>().ShouldBe(24);
        updates.ShouldBe(1);
        follows.ShouldBe(2);
        (await CountAsync("update_check")).ShouldBe(1);
        (await CountAsync("subscription_check")).ShouldBe(2);
        (await one.SendAsync("PUT", "/api/settings/network", """{"update_check_hours":-1}""")).Status.ShouldBe(400);

        async Task<int> CountAsync(string kind) =>
            (await other.GetAsync($"/api/jobs?kind={kind}"))["total_count"]!.GetValue<int>();

        async Task<int> CountedAsync(string kind, int count) =>
            (await other.WaitAsync($"/api/jobs?kind={kind}", page => page["total_count"]!.GetValue<int>() >= count))[
                "total_count"
            ]!.GetValue<int>();

        Task<RunningToolkit> StartAsync() =>
            RunningToolkit.StartAsync(
                folder.Path,
                database,
                ("BERRY_CIVITAI_URL", sandbox.Server.CivitaiUrl.ToString()),
                ("BERRY_ALLOW_HOSTS", "127.0.0.1,localhost"),
                ("MODELS_DIR", folder.Combine("models"))
            );
    }
}
