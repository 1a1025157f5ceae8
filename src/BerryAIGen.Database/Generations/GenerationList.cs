using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>A person's own generations; those of others are not there for him.</summary>
public sealed class GenerationList(LibraryDatabase database)
{
    private const int Usual = 50;

    /// <summary>One of his.</summary>
    /// <exception cref="LibraryException">There is none, or it is somebody else's.</exception>
    public async Task<GenerationRow> GetAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
                .Generations.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == id && row.Owner == owner, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no generation {id}.");
    }

    /// <summary>Whose generation a job does; null for a job that does none.</summary>
    public async Task<string?> FindOwnerAsync(string job, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Generations.Where(row => row.JobId == job)
            .Select(row => row.Owner)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Refuses a job that does a generation: it is run again as one, by the gates and limits of that moment.</summary>
    /// <exception cref="LibraryException">It does one.</exception>
    public async Task RequireNoneAsync(string job, CancellationToken cancellationToken)
    {
        if (await FindOwnerAsync(job, cancellationToken) is not null)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The job {job} does a generation, which may be paid anew; POST /api/generation/queue/{{id}}/retry runs it again."
            );
    }

    /// <summary>What waits, runs, or came to nothing, in the order in which it is done.</summary>
    /// <exception cref="LibraryException">There is no such state or page.</exception>
    public async Task<(IReadOnlyList<GenerationRow> Rows, int Total)> QueueAsync(
        string owner,
        string? state,
        int? offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        if (state is not null && !JobState.All.Contains(state))
            throw new LibraryException(
                FailureCode.Usage,
                $"state is one of {string.Join(", ", JobState.All)}, not \"{state}\"."
            );
        await using var context = database.CreateContext();
        var rows = context
            .Generations.AsNoTracking()
            .Where(row => row.Owner == owner && row.HiddenAt == null)
            .Where(row => state == null ? row.State != JobState.Completed : row.State == state);
        return (
            await rows.OrderBy(row => row.Position)
                .ThenBy(row => row.Id)
                .Skip(offset ?? 0)
                .Take(limit ?? Usual)
                .ToListAsync(cancellationToken),
            await rows.CountAsync(cancellationToken)
        );
    }

    /// <summary>What is done, the newest first.</summary>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public async Task<(IReadOnlyList<GenerationRow> Rows, string? Next)> FeedAsync(
        string owner,
        FeedQuery query,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset: null, query.Limit);
        var most = query.Limit ?? Usual;
        await using var context = database.CreateContext();
        var rows = context
            .Generations.AsNoTracking()
            .Where(row => row.Owner == owner && row.State == JobState.Completed)
            .Where(row => row.HiddenAt != null == query.Removed);
        if (query.Cursor is { } cursor)
            rows = rows.Where(row => string.Compare(row.Id, cursor) < 0);
        if (query.Media is { } media)
            rows = rows.Where(row => row.Media == media);
        if (query.Workflow is { } workflow)
            rows = rows.Where(row => row.Workflow == workflow);
        if (query.Favourite is { } favourite)
            rows = rows.Where(row => row.Favourite == favourite);
        if (query.Tag is { } tag)
            rows = rows.Where(row => context.GenerationTags.Any(one => one.GenerationId == row.Id && one.Tag == tag));
        var page = await rows.OrderByDescending(row => row.Id).Take(most + 1).ToListAsync(cancellationToken);
        return page.Count <= most ? (page, null) : (page[..most], page[most - 1].Id);
    }

    /// <summary>The results of generations, in their order.</summary>
    public async Task<ILookup<string, GenerationOutputRow>> OutputsAsync(
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await context
            .GenerationOutputs.AsNoTracking()
            .Where(row => ids.Contains(row.GenerationId))
            .OrderBy(row => row.Number)
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.GenerationId);
    }

    /// <summary>The words of generations.</summary>
    public async Task<ILookup<string, string>> TagsAsync(
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await context
            .GenerationTags.AsNoTracking()
            .Where(row => ids.Contains(row.GenerationId))
            .OrderBy(row => row.Tag)
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.GenerationId, row => row.Tag);
    }

    /// <summary>One result of his.</summary>
    /// <exception cref="LibraryException">There is none, or it is somebody else's.</exception>
    public async Task<GenerationOutputRow> OutputAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
                .GenerationOutputs.AsNoTracking()
                .Where(row => context.Generations.Any(one => one.Id == row.GenerationId && one.Owner == owner))
                .FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no result {id}.");
    }
}

/// <summary>Which of the feed is wanted.</summary>
public sealed record FeedQuery
{
    /// <summary>Where to go on; null for the newest.</summary>
    public string? Cursor { get; init; }

    public int? Limit { get; init; }

    public string? Media { get; init; }

    public string? Workflow { get; init; }

    public bool? Favourite { get; init; }

    public string? Tag { get; init; }

    /// <summary>Those that were removed, instead of those that were not.</summary>
    public bool Removed { get; init; }
}
