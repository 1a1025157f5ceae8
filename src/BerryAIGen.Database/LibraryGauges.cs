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
        var jobs = await context
            .Jobs.GroupBy(row => new { row.Kind, row.State })
            .Select(rows => new
            {
                rows.Key.Kind,
                rows.Key.State,
                Count = rows.Count(),
            })
            .ToListAsync(cancellationToken);
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
            [.. jobs.Select(row => (row.Kind, row.State, row.Count))],
            [.. downloads.Select(row => (row.Status, row.Count, row.Bytes))]
        );
    }
}
