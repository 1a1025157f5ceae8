using BerryAIGen.Database.Jobs;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database;

/// <summary>The library in numbers that change while it works, for those who watch the server.</summary>
/// <param name="Models">By status.</param>
/// <param name="Jobs">Unfinished and finished ones, by kind and state.</param>
/// <param name="Downloads">By status, with the bytes that arrived.</param>
public sealed record LibraryGauges(
    IReadOnlyList<(string Status, int Count)> Models,
    IReadOnlyList<(string Kind, string State, int Count)> Jobs,
    IReadOnlyList<(string Status, int Count, long Bytes)> Downloads
)
{
    /// <summary>Jobs in a state, of all kinds.</summary>
    public int JobsIn(string state) => Jobs.Where(row => row.State == state).Sum(row => row.Count);

    public int Waiting => JobsIn(JobState.Queued);

    public static async Task<LibraryGauges> ReadAsync(LibraryDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var models = await context
            .Registry.GroupBy(row => row.Status)
            .Select(rows => new { Status = rows.Key, Count = rows.Count() })
            .ToListAsync(cancellationToken);
        var jobs = await ReadJobsAsync(context, cancellationToken);
        var downloads = await context
            .DownloadTasks.GroupBy(row => row.Status)
            .Select(rows => new
            {
                Status = rows.Key,
                Count = rows.Count(),
                Bytes = rows.Sum(row => row.DownloadedSize),
            })
            .ToListAsync(cancellationToken);
        return new LibraryGauges(
            [.. models.Select(row => (row.Status, row.Count))],
            jobs,
            [.. downloads.Select(row => (row.Status, row.Count, row.Bytes))]
        );
    }

    /// <summary>The jobs alone, for who asks often whether all is well: models are many and are not counted.</summary>
    public static async Task<LibraryGauges> ReadQueueAsync(
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        return new LibraryGauges([], await ReadJobsAsync(context, cancellationToken), []);
    }

    private static async Task<(string Kind, string State, int Count)[]> ReadJobsAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var jobs = await context
            .Jobs.GroupBy(row => new { row.Kind, row.State })
            .Select(rows => new
            {
                rows.Key.Kind,
                rows.Key.State,
                Count = rows.Count(),
            })
            .ToListAsync(cancellationToken);
        return [.. jobs.Select(row => (row.Kind, row.State, row.Count))];
    }
}
