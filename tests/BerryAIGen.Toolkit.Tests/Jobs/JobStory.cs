using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>
/// One job of each kind and three servers, one after the other: the first is killed while all of them run, the second goes
/// on with them and is told to end while they run again, the third finishes them.
/// </summary>
public sealed class JobStory : IAsyncLifetime
{
    private readonly SlowWork work = new();
    private readonly Dictionary<string, string> ids = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SlowWork Work => work;

    /// <summary>How long after the second server answered each was taken up again, in seconds; negative when before.</summary>
    public Dictionary<string, double> TakenUpAfter { get; } = [];

    /// <summary>How long the second server took to answer, which tells how busy the machine is; in seconds.</summary>
    public double StartedIn { get; private set; }

    /// <summary>How the second server left each.</summary>
    public Dictionary<string, JobRow> HandedOver { get; } = [];

    /// <summary>How the second server ended.</summary>
    public int ExitCode { get; private set; }

    /// <summary>How each ended.</summary>
    public Dictionary<string, JsonNode> Done { get; } = [];

    /// <summary>The models of the library then, by where they are.</summary>
    public Dictionary<string, JsonNode> Models { get; } = [];

    /// <summary>The kinds that the server does, as it tells.</summary>
    public IReadOnlyList<string> Registered { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using (var first = await work.StartAsync())
        {
            await first.PostAsync("/api/models/index?wait=true", new JsonObject());
            foreach (var kind in SlowWork.Kinds)
                ids[kind] = await work.BeginAsync(first, kind);
            await AllRunAsync(first, attempt: 1);
            await first.KillAsync();
        }

        var began = TimeProvider.System.GetTimestamp();
        await using (var second = await work.StartAsync())
        {
            StartedIn = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var started = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
            await AllRunAsync(second, attempt: 2);
            foreach (var (kind, id) in ids)
            {
                var log = await second.GetAsync($"/api/jobs/{id}/log");
                var line = log["lines"]!.AsArray().First(one => IsTakenUp(one!));
                TakenUpAfter[kind] = line!["at"]!.GetValue<double>() - started;
            }

            ExitCode = await second.EndAsync();
            await ReadAsync(second.Database);
        }

        work.Release();
        await using var third = await work.StartAsync();
        Registered =
        [
            .. (await third.GetAsync("/api/jobs?limit=1"))["kinds"]!.AsArray().Select(kind => kind!.ToString()),
        ];
        foreach (var (kind, id) in ids)
            Done[kind] = await third.WaitAsync($"/api/jobs/{id}", job => !IsGoing(job));
        foreach (var model in (await third.GetAsync("/api/models/library"))["models"]!.AsArray())
            if (model!["local_path"] is { } path)
                Models[path.ToString()] = model;
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();

    private async Task AllRunAsync(RunningToolkit server, int attempt)
    {
        foreach (var id in ids.Values)
            await server.WaitAsync(
                $"/api/jobs/{id}",
                job => job["state"]!.ToString() != "queued" && job["attempt"]!.GetValue<int>() == attempt
            );
        var states = (await server.GetAsync("/api/jobs?limit=1000"))["jobs"]!
            .AsArray()
            .ToDictionary(job => job!["id"]!.ToString(), job => job!);
        foreach (var (kind, id) in ids)
            states[id]["state"]!.ToString().ShouldBe("running", $"{kind}: {states[id].ToJsonString()}");
    }

    private async Task ReadAsync(string address)
    {
        var database = LibraryDatabase.Open(address);
        await using (var context = database.CreateContext())
            foreach (var (kind, id) in ids)
                HandedOver[kind] = await context.Jobs.AsNoTracking().SingleAsync(job => job.Id == id, Stop);
        database.CloseConnections();
    }

    private static bool IsTakenUp(JsonNode line) =>
        line["message"]!.ToString().StartsWith("Taken up again", StringComparison.Ordinal);

    private static bool IsGoing(JsonNode job) => job["state"]!.ToString() is "queued" or "running";
}
