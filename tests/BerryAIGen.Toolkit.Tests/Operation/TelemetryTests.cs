using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Operation;

public sealed class TelemetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measures_and_traces_reach_the_collector_that_was_named()
    {
        using var collector = new Collector();
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
            }
        );

        await toolkit.GetAsync("/api/models/library");

        await Eventually.TrueAsync(() => collector.Has("/v1/metrics", "http.server.request.duration"), Stop);
        await Eventually.TrueAsync(() => collector.Has("/v1/traces", "/api/models/library"), Stop);
        collector.Has("/v1/metrics", "berryaigen-toolkit").ShouldBeTrue();
        var settings = (await toolkit.GetAsync("/api/settings/network"))["settings"]!.AsArray();
        var export = settings.Single(one => one!["name"]!.ToString() == "otlp_export")!;
        export["on"]!.GetValue<bool>().ShouldBeTrue();
        export["to"]![0]!.ToString().ShouldBe(collector.Address);
    }

    // Names stand as plain text in what is sent.
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> _received = [];

        public Collector()
        {
            Address = $"http://127.0.0.1:{FreePort()}";
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = RunAsync();
        }

        public string Address { get; }

        public bool Has(string path, string text) =>
            _received.Any(one => one.Path == path && one.Body.Contains(text, StringComparison.Ordinal));

        public void Dispose() => _listener.Close();

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                    _received.Enqueue((context.Request.Url!.AbsolutePath, await body.ReadToEndAsync()));
                    context.Response.Close();
                }
            }
            catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
