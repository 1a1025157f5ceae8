using System.Diagnostics;
using System.Reflection;
using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Metrics;

namespace BerryAIGen.Toolkit.Api.Health;

internal static class HealthEndpoints
{
    // Less than this and the next download of a usual model fails.
    private const long LittleRoom = 1L << 30;
    private static readonly long Started = Stopwatch.GetTimestamp();

    private static readonly string Version = typeof(HealthEndpoints)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/health", GetAsync)
            .WithTags("Operation")
            .RequireScope(AccessScope.None)
            .WithSummary(
                "Whether the server, its database and its disks are well; details need a key where keys are needed."
            );

    private static async Task<HealthDocument> GetAsync(
        LibraryDatabase database,
        WatchedDisks disks,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var kind = database.IsPostgreSql ? "postgresql" : "sqlite";
        var uptime = Math.Floor(Stopwatch.GetElapsedTime(Started).TotalSeconds);
        LibraryGauges? queue = null;
        try
        {
            queue = await LibraryGauges.ReadQueueAsync(database, cancellationToken);
        }
        catch (Exception problem) when (LibraryDatabase.IsTrouble(problem))
        {
            // The state says it; whoever looks after the server finds the reason in the log of a request that needs it.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        var places = disks.Read();
        var status =
            queue is null ? "failing"
            : places.Any(disk => disk.FreeBytes < LittleRoom) ? "degraded"
            : "ok";
        var document = new HealthDocument(status, Version, kind, uptime, null, null);
        return http.Features.Get<AccessCaller>() is null
            ? document
            : document with
            {
                Disks = places,
                Queue = queue is null
                    ? null
                    : new QueueDocument(queue.Waiting, queue.JobsIn(JobState.Running), queue.JobsIn(JobState.Paused)),
            };
    }
}

/// <param name="Status"><c>ok</c>; <c>degraded</c> when a disk has less than 1 GiB left; <c>failing</c> (503) when the database does not answer.</param>
/// <param name="Version">Of the server.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="UptimeSeconds">Since the server started.</param>
/// <param name="Queue">Jobs that are not finished.</param>
/// <param name="Disks">Where the library keeps its files.</param>
public sealed record HealthDocument(
    string Status,
    string Version,
    string Database,
    double UptimeSeconds,
    QueueDocument? Queue,
    IReadOnlyList<WatchedDisk>? Disks
);

/// <param name="Waiting">In the queue.</param>
/// <param name="Running">Being done.</param>
/// <param name="Paused">Stopped by a person.</param>
public sealed record QueueDocument(int Waiting, int Running, int Paused);
