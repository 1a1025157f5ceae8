using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Operation;

public sealed class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_went_away_is_told_by_503_and_not_by_an_error()
    {
        await using var postgres = new PostgreSqlServer();
        using var home = new TemporaryFolder();
        await using var toolkit = await RunningToolkit.StartAsync(home.Path, await postgres.NewDatabaseAsync());
        var before = await toolkit.GetAsync("/health");

        await postgres.StopAsync();
        using var answer = await toolkit.Http.GetAsync("/health", Stop);

        before["status"]!.ToString().ShouldBe("ok");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var health = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        health["status"]!.ToString().ShouldBe("failing");
        health["database"]!.ToString().ShouldBe("postgresql");
    }
}
