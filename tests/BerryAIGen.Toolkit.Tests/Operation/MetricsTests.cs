using System.Globalization;
using System.Text.RegularExpressions;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Operation;

public sealed partial class MetricsTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private readonly RunningToolkit _toolkit = shared.Toolkit;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_verb_route_and_status()
    {
        await _toolkit.SendAsync("GET", "/api/models/nobody");
        await _toolkit.GetAsync("/api/models/library");
        await _toolkit.GetAsync("/api/models/library");

        var metrics = await ReadAsync();

        const string count = "berry_http_request_duration_seconds_count";
        metrics[$$"""{{count}}{method="GET",route="/api/models/library",status="200"}"""].ShouldBe(2);
        metrics[$$"""{{count}}{method="GET",route="/api/models/{id}",status="404"}"""].ShouldBe(1);
        metrics[
            """berry_http_request_duration_seconds_bucket{method="GET",route="/api/models/library",status="200",le="+Inf"}"""
        ]
            .ShouldBe(2);
        metrics["berry_http_requests_active"].ShouldBe(1);
    }

    [Fact]
    public async Task Memory_disk_queue_and_models_are_told()
    {
        var before = await _toolkit.Http.GetStringAsync("/metrics", Stop);
        var idle = await _toolkit.GetAsync("/health");
        await _toolkit.WriteAsync(context =>
            context.Jobs.Add(
                new JobRow
                {
                    Id = "paused-one",
                    Kind = "download",
                    State = JobState.Paused,
                }
            )
        );

        var metrics = await ReadAsync();
        var health = await _toolkit.GetAsync("/health");

        Proven.Tells(
            "GET /metrics",
            await _toolkit.Http.GetStringAsync("/metrics", Stop),
            told => told.ShouldContain("berry_jobs{kind=\"download\",state=\"paused\"} 1"),
            unlike: before
        );
        metrics["process_resident_memory_bytes"].ShouldBeGreaterThan(10_000_000);
        metrics["process_start_time_seconds"].ShouldBeGreaterThan(1_700_000_000);
        metrics[$$"""berry_models{status="{{ModelStatus.Available}}"}"""].ShouldBeGreaterThan(5);
        metrics["""berry_jobs{kind="download",state="paused"}"""].ShouldBe(1);
        metrics.Keys.ShouldContain(key => key.StartsWith("berry_disk_free_bytes{path=", StringComparison.Ordinal));
        Proven.Tells("GET /health", health, told => told["queue"]["paused"].GetValue<int>().ShouldBe(1), unlike: idle);
        health["disks"]![0]!["free_bytes"]!.GetValue<long>().ShouldBeGreaterThan(0);
        health["uptime_seconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
    }

    // The name with its labels, and the value; anything else in the text fails.
    private async Task<Dictionary<string, double>> ReadAsync()
    {
        using var answer = await _toolkit.Http.GetAsync("/metrics", Stop);
        answer.Content.Headers.ContentType!.ToString().ShouldStartWith("text/plain; version=0.0.4");
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines
            .Where(line => !line.StartsWith('#'))
            .Select(line => Line().Match(line))
            .ToDictionary(
                match => match.Groups[1].Value,
                match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
            );
    }

    [GeneratedRegex("""^([a-z_]+(?:\{(?:[a-z_]+="[^"]*",?)+\})?) ([0-9.eE+-]+)$""")]
    private static partial Regex Line();
}
