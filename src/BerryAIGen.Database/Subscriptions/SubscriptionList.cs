using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Reads subscriptions and what they found.</summary>
public sealed class SubscriptionList(LibraryDatabase database)
{
    private const int Usual = 100;

    /// <summary>A page of them, the oldest first, each with how many versions it has of each state.</summary>
    /// <exception cref="LibraryException">There is no such page.</exception>
    public async Task<(IReadOnlyList<CountedSubscription> Rows, int Total)> ListAsync(
        int? offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        await using var context = database.CreateContext();
        var rows = await context
            .Subscriptions.AsNoTracking()
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Skip(offset ?? 0)
            .Take(limit ?? Usual)
            .ToListAsync(cancellationToken);
        return (
            await CountAsync(context, rows, cancellationToken),
            await context.Subscriptions.CountAsync(cancellationToken)
        );
    }

    /// <exception cref="LibraryException">There is none of this id.</exception>
    public async Task<CountedSubscription> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await SubscriptionStore.GetAsync(context, id, cancellationToken);
        return (await CountAsync(context, [row], cancellationToken)).Single();
    }

    /// <summary>A page of the versions that were found, the newest first; those that were there before only when asked for.</summary>
    /// <exception cref="LibraryException">There is no such subscription, state or page.</exception>
    public async Task<(IReadOnlyList<SubscriptionVersionRow> Rows, int Total)> ListVersionsAsync(
        string id,
        string? state,
        int? offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        if (state is not null && !FoundState.All.Contains(state))
            throw new LibraryException(
                FailureCode.Usage,
                $"state is one of {string.Join(", ", FoundState.All)}, not \"{state}\"."
            );
        await using var context = database.CreateContext();
        await SubscriptionStore.GetAsync(context, id, cancellationToken);
        var fit = context
            .SubscriptionVersions.AsNoTracking()
            .Where(row => row.SubscriptionId == id)
            .Where(row => state == null ? row.State != FoundState.Known : row.State == state);
        var rows = await fit.OrderByDescending(row => row.FoundAt)
            .ThenByDescending(row => row.VersionId)
            .Skip(offset ?? 0)
            .Take(limit ?? Usual)
            .ToListAsync(cancellationToken);
        return (rows, await fit.CountAsync(cancellationToken));
    }

    private static async Task<IReadOnlyList<CountedSubscription>> CountAsync(
        LibraryContext context,
        IReadOnlyList<SubscriptionRow> rows,
        CancellationToken cancellationToken
    )
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var counts = await context
            .SubscriptionVersions.Where(row => ids.Contains(row.SubscriptionId))
            .GroupBy(row => new { row.SubscriptionId, row.State })
            .Select(group => new
            {
                group.Key.SubscriptionId,
                group.Key.State,
                Count = group.Count(),
            })
            .ToListAsync(cancellationToken);
        var byId = counts.ToLookup(one => one.SubscriptionId);
        return
        [
            .. rows.Select(row => new CountedSubscription(
                row,
                byId[row.Id].ToDictionary(one => one.State, one => one.Count)
            )),
        ];
    }
}

/// <summary>A subscription, and how many versions it has of each state.</summary>
public sealed record CountedSubscription(SubscriptionRow Row, IReadOnlyDictionary<string, int> Counts);
