using System.Text.Json.Nodes;
using BerryAIGen.Testing;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>Downloads outlive their server: each test kills, stops or freezes real processes.</summary>
public sealed class SurvivalTests(PostgreSqlServer postgres) : IAsyncLifetime
{
    private const long Held = 2_000_000;
    private const int Length = 6_000_000;

    private readonly TemporaryFolder folder = new();
    private readonly RangeServer source = new(new byte[Length]) { HoldAt = Held };

    private string Models => folder.Combine("models");

    private JsonObject Order =>
        new()
        {
            ["reference"] = source.Address("/weights/big.bin").ToString(),
            ["type"] = "checkpoints",
            ["accept_danger"] = true,
        };

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Models);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_killed_server_goes_on_at_the_next_start_where_the_bytes_stood()
    {
        string id;
        await using (var first = await StartAsync())
        {
            id = await BeginAsync(first);
            await first.KillAsync();
        }

        var kept = Parts().Sum(part => part.Length);
        source.Release();
        await using var second = await StartAsync();
        var done = await second.UntilAsync(id, "completed");

        kept.ShouldBeGreaterThan(0);
        done["attempts"]!.GetValue<int>().ShouldBe(2);
        source.Requests.Select(request => request.Header("Range")).ShouldContain(range => StartOf(range) > 0);
        ShouldBeThere(done);
    }

    [Fact]
    public async Task A_stopped_server_hands_its_download_over()
    {
        string id;
        await using (var first = await StartAsync())
        {
            id = await BeginAsync(first);
            (await first.EndAsync()).ShouldBe(0);
        }

        source.Release();
        await using var second = await StartAsync();
        var done = await second.UntilAsync(id, "completed");

        done["attempts"]!.GetValue<int>().ShouldBe(2);
        ShouldBeThere(done);
    }

    [Fact]
    public async Task A_paused_download_stays_paused_over_a_restart_and_a_cancelled_one_cancelled()
    {
        string id;
        await using (var first = await StartAsync())
        {
            id = await BeginAsync(first);
            await first.PostAsync($"/api/models/download/{id}/pause");
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        var paused = await second.GetAsync($"/api/models/download/{id}");
        await second.DeleteAsync($"/api/models/download/{id}");

        paused["status"]!.ToString().ShouldBe("paused");
        (await second.GetAsync($"/api/models/download/{id}"))["status"]!.ToString().ShouldBe("cancelled");
        Parts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_servers_the_other_one_finishes_the_download_of_the_killed_one()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var other = await StartAsync(database);
        await using var first = await StartAsync(database);
        var id = await BeginAsync(first);
        // Whichever of the two has it.
        var (owner, survivor) = await OwnsAsync(first, other) ? (first, other) : (other, first);

        await owner.KillAsync();
        source.Release();
        var done = await survivor.UntilAsync(id, "completed");

        done["attempts"]!.GetValue<int>().ShouldBe(2);
        ShouldBeThere(done);
    }

    [Fact]
    public async Task A_frozen_server_that_wakes_up_changes_nothing_that_the_other_one_did()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var other = await StartAsync(database);
        await using var first = await StartAsync(database);
        var id = await BeginAsync(first);
        var (owner, survivor) = await OwnsAsync(first, other) ? (first, other) : (other, first);

        owner.Signal(19);
        await survivor.UntilAsync(id, task => task["attempts"]!.GetValue<int>() == 2);
        owner.Signal(18);
        source.Release();
        var done = await survivor.UntilAsync(id, "completed");

        done["attempts"]!.GetValue<int>().ShouldBe(2);
        ShouldBeThere(done);
        (await owner.GetAsync($"/api/models/download/{id}"))["status"]!.ToString().ShouldBe("completed");
    }

    private Task<RunningToolkit> StartAsync(string? database = null) =>
        RunningToolkit.StartAsync(
            folder.Path,
            database ?? folder.Combine("library.db"),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("ENABLE_MODEL_VALIDATION", "off"),
            ("ENABLE_SECURITY_SCANNING", "off"),
            ("MODELS_DIR", Models)
        );

    private async Task<string> BeginAsync(RunningToolkit server)
    {
        var id = (await server.PostAsync("/api/models/download", Order))["task_id"]!.ToString();
        await server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() > 0);
        await Eventually.TrueAsync(() => Parts().Sum(part => part.Length) > 0, TestContext.Current.CancellationToken);
        return id;
    }

    // The journal of the part names its process.
    private Task<bool> OwnsAsync(RunningToolkit one, RunningToolkit other)
    {
        var journal = Directory.EnumerateFiles(Models, "*.part.json", SearchOption.AllDirectories).Single();
        var text = File.ReadAllText(journal);
        text.ShouldMatch($"\\b({one.ProcessId}|{other.ProcessId})\\b");
        return Task.FromResult(System.Text.RegularExpressions.Regex.IsMatch(text, $"\\b{one.ProcessId}\\b"));
    }

    private FileInfo[] Parts() => [.. new DirectoryInfo(Models).EnumerateFiles("*.part", SearchOption.AllDirectories)];

    private static long StartOf(string? range) =>
        range is null ? 0 : long.Parse(range.Replace("bytes=", "", StringComparison.Ordinal).Split('-')[0]);

    private static void ShouldBeThere(JsonNode done)
    {
        var path = done["files"]![0]!["path"]!.ToString();
        new FileInfo(path).Length.ShouldBe(Length);
        Directory
            .EnumerateFiles(Path.GetDirectoryName(path)!)
            .Count(file =>
                Path.GetFileName(file).StartsWith("big", StringComparison.Ordinal)
                && file.EndsWith(".bin", StringComparison.Ordinal)
            )
            .ShouldBe(1);
    }
}
