using BerryAIGen.Database.PostgreSql;
using BerryAIGen.Database.Revisions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Events;

/// <summary>What happened, in order, for those who listen on any server of the database.</summary>
public sealed class EventLog(LibraryDatabase database, TimeProvider time)
{
    // Any number that nobody else uses for a lock of PostgreSQL.
    private const long OrderLock = 0x62657272_79657631;

    /// <summary>Who was away for longer than this reads the lists anew.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(1);

    /// <summary>What is told of a download about twice a second, with all its files.</summary>
    public const string Progress = "download.progress";

    /// <summary>Who was away for longer than this does not need to be told every step.</summary>
    public static TimeSpan ProgressKept { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Adds an event to the caller's transaction; the last thing to do in it.</summary>
    /// <param name="context">Of the transaction; the caller saves it.</param>
    /// <param name="row">What happened.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    public static async Task AddAsync(LibraryContext context, EventRow row, CancellationToken cancellationToken)
    {
        // Numbers are given before a transaction ends: without an order of the writers a reader would pass over one that
        // ends later. SQLite has one writer anyway.
        if (context is PostgreSqlContext)
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({OrderLock})", cancellationToken);
        context.Events.Add(row);
    }

    /// <summary>Where the log ends, and the revision of the library.</summary>
    public async Task<EventMark> ReadMarkAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var last = await context.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        return new EventMark(last, await LibraryRevision.ReadAsync(context, cancellationToken));
    }

    /// <summary>Whether everything after an event is still there.</summary>
    public async Task<bool> ReachesAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var first = await context.Events.MinAsync(row => (long?)row.Id, cancellationToken);
        return first is null || first <= id + 1;
    }

    /// <summary>Events after one, the oldest first, as far as they are somebody's to know.</summary>
    public async Task<IReadOnlyList<EventRow>> ReadAfterAsync(
        long id,
        string owner,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        return await context
            .Events.AsNoTracking()
            .Where(row => row.Id > id && (row.Owner == null || row.Owner == owner))
            .OrderBy(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Forgets what is old; the last one stays, for its number.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (before, passed) = (now - Kept, now - ProgressKept);
        await using var context = database.CreateContext();
        await context
            .Events.Where(row => row.At < before || (row.Kind == Progress && row.At < passed))
            .Where(row => row.Id < context.Events.Max(last => last.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>A place in the log.</summary>
/// <param name="Event">The last event.</param>
/// <param name="Revision">The library's.</param>
public readonly record struct EventMark(long Event, long Revision);
