using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>A server with slow work of every kind that nobody releases.</summary>
public sealed class SlowToolkit : IAsyncLifetime
{
    private RunningToolkit? server;

    public SlowWork Work { get; } = new();

    public RunningToolkit Server => server ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync()
    {
        server = await Work.StartAsync();
        await server.PostAsync("/api/models/index?wait=true", new JsonObject());
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        await Work.DisposeAsync();
    }
}

public sealed class CancelTests(SlowToolkit toolkit) : IClassFixture<SlowToolkit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. SlowWork.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_job_is_cancelled_while_it_runs_waits_or_is_paused_and_leaves_nothing(string kind)
    {
        var running = await BeginAsync();
        await UntilAsync(running, "running");
        // One after the other, so the second one waits.
        var waiting = await BeginAsync();
        (await AskAsync(waiting, "cancel"))["state"]!.ToString().ShouldBe("cancelled");
        await AskAsync(running, "pause");
        await UntilAsync(running, "paused");
        (await AskAsync(running, "cancel"))["state"]!.ToString().ShouldBe("cancelled");
        var last = await BeginAsync();
        await UntilAsync(last, "running");
        if (SlowWork.LeavesParts(kind))
            await Eventually.TrueAsync(() => toolkit.Work.Parts().Length > 0, Stop);
        await AskAsync(last, "cancel");
        await UntilAsync(last, "cancelled");

        foreach (var id in (string[])[running, waiting, last])
            (await toolkit.Server.GetAsync($"/api/jobs/{id}"))["state"]!.ToString().ShouldBe("cancelled");
        // Who ran it cleans up right after it is over.
        await Eventually.TrueAsync(() => toolkit.Work.Parts().Length == 0, Stop);

        Task<string> BeginAsync() => toolkit.Work.BeginAsync(toolkit.Server, kind);
    }

    private Task<JsonNode> AskAsync(string id, string what) => toolkit.Server.PostAsync($"/api/jobs/{id}/{what}");

    private Task<JsonNode> UntilAsync(string id, string state) =>
        toolkit.Server.WaitAsync($"/api/jobs/{id}", job => job["state"]!.ToString() == state);
}
