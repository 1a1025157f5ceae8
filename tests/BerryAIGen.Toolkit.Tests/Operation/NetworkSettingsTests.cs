using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Operation;

public sealed class NetworkSettingsTests
{
    private const string Path = "/api/settings/network";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_leaves_this_machine_is_told_in_words_with_its_default()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        var document = await toolkit.GetAsync(Path);

        var settings = document["settings"]!.AsArray();
        settings
            .Select(one => one!["name"]!.ToString())
            .ShouldBe([
                "offline",
                "hash_lookup",
                "update_checks",
                "health_probes",
                "mirror",
                "search",
                "downloads",
                "plugin_sources",
                "ollama_import",
                "otlp_export",
                "webhooks",
            ]);
        settings.ShouldAllBe(one => one!["sends"]!.ToString().Length > 10 && one["when"]!.ToString().Length > 10);
        settings.ShouldAllBe(one => one!["on"]!.GetValue<bool>() == one["default"]!.GetValue<bool>());
        document["never"]!.ToJsonString().ShouldContain("no telemetry");
    }

    [Fact]
    public async Task A_switch_is_obeyed_at_once_and_after_a_new_start()
    {
        using var asked = new CountingServer();
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.SendAsync("PUT", "/api/providers/lm-studio/settings", $$"""{"address":"{{asked.Address}}"}""");
        var before = await HealthAsync(toolkit);
        var first = await toolkit.GetAsync(Path);

        await Proven.ChangesAsync(
            "PUT /api/settings/network",
            () => toolkit.SendAsync("PUT", Path, """{"health_probes":false}"""),
            async () => On(await toolkit.GetAsync(Path), "health_probes").ShouldBeFalse()
        );
        Proven.Tells(
            "GET /api/settings/network",
            await toolkit.GetAsync(Path),
            told =>
                told["settings"]
                    .One(one => one["name"].ToString() == "health_probes")["on"]
                    .GetValue<bool>()
                    .ShouldBeFalse(),
            unlike: first
        );
        // A question that was on its way already ends before this answer.
        var off = await HealthAsync(toolkit);
        var count = asked.Count;
        var (_, document) = await toolkit.SendAsync("PUT", Path, """{"health_probes":true,"offline":true}""");
        var offline = await HealthAsync(toolkit);
        await using var again = await RunningToolkit.StartAsync(arguments: ["--database", toolkit.Path("library.db")]);
        var later = await HealthAsync(again);

        before["state"]!.ToString().ShouldBe("reachable");
        off["state"]!.ToString().ShouldBe("not_asked");
        off["message"]!.ToString().ShouldContain("switched off");
        On(document, "offline").ShouldBeTrue();
        On(document, "health_probes").ShouldBeTrue();
        offline["message"]!.ToString().ShouldStartWith("Offline");
        later["message"]!.ToString().ShouldStartWith("Offline");
        asked.Count.ShouldBe(count);
    }

    [Fact]
    public async Task The_mirror_obeys_the_switch_of_hashes_and_not_that_of_probes()
    {
        using var asked = new CountingServer();
        await using var toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string> { ["BERRY_CIVITAI_URL"] = asked.Address },
            "--mirror"
        );
        var hash = new string('a', 64);
        await toolkit.SendAsync("PUT", Path, """{"health_probes":false,"hash_lookup":false}""");

        await toolkit.SendAsync("GET", $"/api/v1/model-versions/by-hash/{hash}");
        await toolkit.SendAsync("POST", "/api/v1/model-versions/by-hash", $"""["{hash}"]""");
        await toolkit.SendAsync("GET", $"/api/v1/models?ids=12,13&query={hash}");
        var off = asked.Paths.ToArray();
        var (_, document) = await toolkit.SendAsync("PUT", Path, """{"hash_lookup":true}""");
        await toolkit.SendAsync("GET", $"/api/v1/model-versions/by-hash/{hash}");
        await toolkit.SendAsync("PUT", Path, """{"offline":true}""");
        await toolkit.SendAsync("GET", "/api/v1/models/77");

        off.ShouldBe(["GET /api/v1/models?ids=12,13&limit=100&nsfw=true"]);
        asked.Paths.Skip(1).ShouldBe([$"GET /api/v1/model-versions/by-hash/{hash}"]);
        On(document, "mirror").ShouldBeTrue();
        document["settings"]!.AsArray().Single(one => one!["name"]!.ToString() == "mirror")!["to"]!
            .AsArray()
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_the_environment_forbids_no_setting_allows()
    {
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_OFFLINE"] = "on" }
        );

        var (_, document) = await toolkit.SendAsync("PUT", Path, """{"offline":false}""");

        On(document, "offline").ShouldBeTrue();
        document["settings"]![0]!["fixed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_setting_is_told()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        var (status, error) = await toolkit.SendAsync("PUT", Path, """{"telemetry":false}""");

        status.ShouldBe(400);
        error["error"]!["message"]!.ToString().ShouldContain("telemetry");
    }

    [Fact]
    public async Task What_was_used_can_be_forgotten()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        const string id = "tinyllama-1.1b-chat-q4";
        await toolkit.SendAsync("POST", $"/api/models/{id}/mark-used");
        await toolkit.WriteAsync(context =>
            context.ModelEvents.Add(
                new ModelEventRow
                {
                    ModelId = id,
                    Event = "verified",
                    Status = ModelStatus.Local,
                }
            )
        );
        var used = await toolkit.GetAsync($"/api/models/{id}");

        var (_, erased) = await Proven.ChangesAsync(
            "DELETE /api/usage",
            () => toolkit.SendAsync("DELETE", "/api/usage"),
            async () => (await toolkit.GetAsync($"/api/models/{id}"))["last_used"].ShouldBeNull()
        );

        used["last_used"].ShouldNotBeNull();
        erased["erased"]!.GetValue<int>().ShouldBe(1);
        var history = (await toolkit.GetAsync($"/api/models/{id}/history")).ToJsonString();
        history.ShouldContain("verified");
        history.ShouldNotContain("\"used\"");
    }

    private static Task<JsonNode> HealthAsync(RunningToolkit toolkit) =>
        toolkit.GetAsync("/api/providers/lm-studio/health?refresh=true");

    private static bool On(JsonNode document, string name) =>
        document["settings"]!.AsArray().Single(one => one!["name"]!.ToString() == name)!["on"]!.GetValue<bool>();

    /// <summary>A provider at an address of this machine that is not its own loopback.</summary>
    private sealed class CountingServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Any, 0);
        private int _count;

        public CountingServer()
        {
            _listener.Start();
            Address = $"http://{OwnAddress.Require()}:{((IPEndPoint)_listener.LocalEndpoint).Port}";
            _ = RunAsync();
        }

        public string Address { get; }

        public int Count => Volatile.Read(ref _count);

        /// <summary>Verbs and targets, in their order.</summary>
        public System.Collections.Concurrent.ConcurrentQueue<string> Paths { get; } = [];

        public void Dispose() => _listener.Stop();

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(Stop);
                    Interlocked.Increment(ref _count);
                    var stream = client.GetStream();
                    using var reader = new StreamReader(stream, leaveOpen: true);
                    var line = await reader.ReadLineAsync(Stop);
                    Paths.Enqueue(line?[..line.LastIndexOf(' ')] ?? "");
                    while (await reader.ReadLineAsync(Stop) is { Length: > 0 }) { }
                    const string body = """{"data":[]}""";
                    await stream.WriteAsync(
                        System.Text.Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"
                        ),
                        Stop
                    );
                }
            }
            catch (Exception ex)
                when (ex is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
