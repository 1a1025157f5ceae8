using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Events;

public sealed class EventTests(PostgreSqlServer postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly RangeServer source = new(new byte[3_000_000])
    {
        Pause = TimeSpan.FromMilliseconds(20),
        HoldAt = 1_000_000,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder.Combine("models"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_transition_is_told_once_and_who_comes_back_misses_none()
    {
        await using var server = await StartAsync(folder.Combine("library.db"));
        const string mark = "0-0";
        var id = await BeginAsync(server);
        List<SseItem<string>> events = [.. await UntilAsync(server, mark, "download.progress")];

        // The listener is away for the rest.
        source.Release();
        await server.UntilAsync(id, "completed");
        events.AddRange(await UntilAsync(server, events[^1].EventId!, "download.completed"));

        var kinds = events.Select(one => one.EventType).ToArray();
        foreach (var once in (string[])["pending", "downloading", "completed"])
            kinds.Count(kind => kind == $"download.{once}").ShouldBe(1, once);
        foreach (var once in (string[])["job.queued", "job.running", "job.completed"])
            kinds.Count(kind => kind == once).ShouldBe(1, once);
        Array.IndexOf(kinds, "download.pending").ShouldBeLessThan(Array.IndexOf(kinds, "download.downloading"));
        var last = JsonNode.Parse(events[^1].Data)!;
        last["task_id"]!.ToString().ShouldBe(id);
        Proven.Tells(
            "GET /api/events",
            last,
            told => told["progress"].GetValue<double>().ShouldBe(1),
            unlike: JsonNode.Parse(events[0].Data)
        );
    }

    [Fact]
    public async Task What_one_server_does_is_heard_at_another_of_the_same_database()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var other = await StartAsync(database);
        const string mark = "0-0";
        source.Release();

        var id = await BeginAsync(one);
        var events = await UntilAsync(other, mark, "download.completed");
        var changed = await UntilAsync(other, mark, "library.changed");

        JsonNode.Parse(events[^1].Data)!["task_id"]!.ToString().ShouldBe(id);
        JsonNode.Parse(changed[^1].Data)!["revision"]!.GetValue<long>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Who_was_away_too_long_is_told_to_read_anew()
    {
        await using var server = await StartAsync(folder.Combine("library.db"));

        var events = await UntilAsync(server, "999999-1", "reset");

        events.Count.ShouldBe(1);
        // Listeners do not hold a server that is to stop.
        (await server.EndAsync()).ShouldBe(0);
    }

    private async Task<string> BeginAsync(RunningToolkit server) =>
        (
            await server.PostAsync(
                "/api/models/download",
                new JsonObject { ["reference"] = source.Address("/big.bin").ToString(), ["type"] = "checkpoints" }
            )
        )["task_id"]!.ToString();

    private static async Task<IReadOnlyList<SseItem<string>>> UntilAsync(
        RunningToolkit server,
        string lastId,
        string kind
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Add("Last-Event-ID", lastId);
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        List<SseItem<string>> events = [];
        await foreach (var item in SseParser.Create(body).EnumerateAsync(Stop))
        {
            events.Add(item);
            if (item.EventType == kind)
                break;
        }

        return events;
    }

    private Task<RunningToolkit> StartAsync(string database) =>
        RunningToolkit.StartAsync(
            folder.Path,
            database,
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("ENABLE_MODEL_VALIDATION", "off"),
            ("ENABLE_SECURITY_SCANNING", "off"),
            ("MODELS_DIR", folder.Combine("models"))
        );
}
