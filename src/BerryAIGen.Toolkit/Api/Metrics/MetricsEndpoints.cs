using System.Diagnostics;
using BerryAIGen.Database;

namespace BerryAIGen.Toolkit.Api.Metrics;

internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/metrics", GetAsync)
            .WithTags("Operation")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithSummary("Requests, memory, disk, jobs and downloads as Prometheus reads them.");

    private static async Task<IResult> GetAsync(
        LibraryDatabase database,
        RequestMeasures requests,
        WatchedDisks disks,
        CancellationToken cancellationToken
    )
    {
        var text = new PrometheusText();
        WriteRequests(text, requests);
        WriteProcess(text);
        WriteLibrary(text, await LibraryGauges.ReadAsync(database, cancellationToken));
        text.Family("berry_disk_free_bytes", "gauge", "Free room where the library keeps its files.");
        foreach (var disk in disks.Read())
            text.Value("berry_disk_free_bytes", disk.FreeBytes, ("path", disk.Path));
        return Results.Text(text.ToString(), PrometheusText.MediaType);
    }

    private static void WriteRequests(PrometheusText text, RequestMeasures requests)
    {
        const string name = "berry_http_request_duration_seconds";
        text.Family(name, "histogram", "How long requests took; errors are those with a status from 400.");
        foreach (var ((method, route, status), durations) in requests.All)
        {
            (string, string)[] labels = [("method", method), ("route", route), ("status", $"{status}")];
            var (upTo, count, sum) = durations.Read();
            for (var at = 0; at < upTo.Length; at++)
                text.Value(
                    $"{name}_bucket",
                    upTo[at],
                    [.. labels, ("le", PrometheusText.Number(Durations.Limits[at]))]
                );
            text.Value($"{name}_bucket", count, [.. labels, ("le", "+Inf")]);
            text.Value($"{name}_sum", sum, labels).Value($"{name}_count", count, labels);
        }

        text.Family("berry_http_requests_active", "gauge", "Requests that are being answered.")
            .Value("berry_http_requests_active", requests.Running);
    }

    private static void WriteProcess(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        text.Family("process_resident_memory_bytes", "gauge", "Memory in use.")
            .Value("process_resident_memory_bytes", process.WorkingSet64)
            .Family("process_cpu_seconds_total", "counter", "Time on processors.")
            .Value("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds)
            .Family("process_start_time_seconds", "gauge", "When it started, in seconds since 1970.")
            .Value("process_start_time_seconds", started)
            .Family("process_threads", "gauge", "Threads.")
            .Value("process_threads", process.Threads.Count)
            .Family("dotnet_heap_bytes", "gauge", "Memory of objects.")
            .Value("dotnet_heap_bytes", GC.GetTotalMemory(forceFullCollection: false));
    }

    private static void WriteLibrary(PrometheusText text, LibraryGauges library)
    {
        text.Family("berry_models", "gauge", "Models by status.");
        foreach (var (status, count) in library.Models)
            text.Value("berry_models", count, ("status", status));
        text.Family("berry_jobs", "gauge", "Jobs by kind and state; those that are queued wait.");
        foreach (var (kind, state, count) in library.Jobs)
            text.Value("berry_jobs", count, ("kind", kind), ("state", state));
        text.Family("berry_jobs_waiting", "gauge", "Jobs in the queue.")
            .Value("berry_jobs_waiting", library.Waiting)
            .Family("berry_downloads", "gauge", "Downloads by status.");
        foreach (var (status, count, _) in library.Downloads)
            text.Value("berry_downloads", count, ("status", status));
        text.Family("berry_downloaded_bytes", "gauge", "Bytes that listed downloads have brought, by status.");
        foreach (var (status, _, bytes) in library.Downloads)
            text.Value("berry_downloaded_bytes", bytes, ("status", status));
    }
}
