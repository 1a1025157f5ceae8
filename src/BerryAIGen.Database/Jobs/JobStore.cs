using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Jobs;

/// <summary>
/// Reads and writes jobs. Who runs one proves with its attempt that it still may. Every change of a state is told to the
/// followers in its own transaction, so that what follows from it is as true as the change.
/// </summary>
public sealed partial class JobStore(
    LibraryDatabase database,
    TimeProvider time,
    IEnumerable<IJobFollower>? followers = null
)
{
    private const int Batch = 500;

    /// <summary>What was over for longer is forgotten.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    private readonly IJobFollower[] followers = [.. followers ?? []];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A new row; the caller saves it together with what belongs to it.</summary>
    public JobRow Create(string kind, string payload) =>
        new()
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Kind = kind,
            Payload = payload,
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    /// <summary>Writes a new job down, and what belongs to it in the same transaction.</summary>
    public async Task AddAsync(
        JobRow row,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Jobs.Add(row);
        if (also is not null)
            await also(context, row);
        await context.SaveChangesAsync(cancellationToken);
        await FollowAsync(context, row, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<JobRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Jobs.AsNoTracking().FirstOrDefaultAsync(job => job.Id == id, cancellationToken);
    }

    /// <exception cref="LibraryException">There is no such job.</exception>
    public async Task<JobRow> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await GetAsync(context, id, cancellationToken);
    }

    /// <summary>A page of those of a state and a kind, the newest first; null for any.</summary>
    /// <returns>These, and how many there are without offset and limit.</returns>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public async Task<(IReadOnlyList<JobRow> Rows, int Total)> ListAsync(
        string? state,
        string? kind,
        int offset,
        int limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        await using var context = database.CreateContext();
        var fit = context
            .Jobs.AsNoTracking()
            .Where(job => (state == null || job.State == state) && (kind == null || job.Kind == kind));
        var rows = await fit.OrderByDescending(job => job.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return (rows, await fit.CountAsync(cancellationToken));
    }

    // One change of one job, and what follows from it; null when it did not apply.
    private async Task<JobRow?> ChangeAsync(
        string id,
        Func<LibraryContext, Task<int>> change,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await change(context) == 0)
            return null;
        var row = await GetAsync(context, id, cancellationToken);
        await FollowAsync(context, row, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    private async Task FollowAsync(LibraryContext context, JobRow row, CancellationToken cancellationToken)
    {
        foreach (var follower in followers)
            await follower.FollowAsync(context, row, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task<JobRow> GetAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        await context.Jobs.AsNoTracking().FirstOrDefaultAsync(job => job.Id == id, cancellationToken)
        ?? throw new LibraryException(FailureCode.NotFound, $"There is no job {id}.");
}
