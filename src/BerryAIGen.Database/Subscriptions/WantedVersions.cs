using BerryAIGen.Database.Jobs;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>
/// Begins the downloads of what a subscription found, one after the other. Before each the subscription is read again: a
/// person may have deleted or changed it, or taken the version by hand, while those before were planned.
/// </summary>
internal sealed class WantedVersions(LibraryDatabase database, SubscriptionFetch fetch, TimeProvider time)
{
    private static readonly string[] Open = [FoundState.Wanted, FoundState.Waiting];

    /// <summary>What is not to be fetched any more was told, and that is all.</summary>
    public static Task<int> LeaveReportedAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        context
            .SubscriptionVersions.Where(row => row.SubscriptionId == id && Open.Contains(row.State))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, FoundState.Reported)
                        .SetProperty(row => row.ReasonCode, (string?)null)
                        .SetProperty(row => row.Reason, (string?)null),
                cancellationToken
            );

    /// <param name="run">The check.</param>
    /// <param name="seen">The subscription as the check found it.</param>
    /// <param name="cancellationToken">Stops before the next order.</param>
    /// <returns>How many were begun, and how many wait.</returns>
    public async Task<(int Fetching, int Waiting)> BeginAsync(
        JobRun run,
        SubscriptionRow seen,
        CancellationToken cancellationToken
    )
    {
        await run.WriteAsync(
            async (context, stop) =>
            {
                if (await LockedSubscription.FindAsync(context, seen.Id, stop) is not null)
                    await SubscriptionFollower.SettleAsync(context, seen.Id, stop);
            },
            cancellationToken
        );
        var (fetching, waiting) = (0, 0);
        foreach (var id in await ReadOpenAsync(seen.Id, cancellationToken))
        {
            var (own, version) = await ReadAsync(seen.Id, id, cancellationToken);
            if (own is null || own.Policy != SubscriptionPolicy.Fetch || (seen.Enabled && !own.Enabled))
                break;
            if (version is null)
                continue;
            var outcome = await fetch.BeginAsync(own, version, cancellationToken);
            if (!await WriteAsync(run, version, outcome, cancellationToken))
                continue;
            fetching += outcome.State == FoundState.Fetching ? 1 : 0;
            waiting += outcome.State == FoundState.Waiting ? 1 : 0;
            if (outcome.Reason is { } reason)
                await run.LogAsync(
                    $"{own.Name}: version {id} ({version.ModelName}) is {outcome.State}: {reason}.",
                    outcome.State == FoundState.Waiting ? "info" : "warning",
                    cancellationToken
                );
        }

        return (fetching, waiting);
    }

    private async Task<IReadOnlyList<int>> ReadOpenAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .SubscriptionVersions.Where(row => row.SubscriptionId == id && Open.Contains(row.State))
            .OrderBy(row => row.PublishedAt)
            .ThenBy(row => row.VersionId)
            .Select(row => row.VersionId)
            .ToListAsync(cancellationToken);
    }

    // The version only while somebody is still to decide about it.
    private async Task<(SubscriptionRow? Own, SubscriptionVersionRow? Version)> ReadAsync(
        string id,
        int versionId,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        return (
            await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken),
            await FindAsync(context.SubscriptionVersions.AsNoTracking(), id, versionId, Open, cancellationToken)
        );
    }

    private static Task<SubscriptionVersionRow?> FindAsync(
        IQueryable<SubscriptionVersionRow> rows,
        string id,
        int versionId,
        string[] states,
        CancellationToken cancellationToken
    ) =>
        rows.FirstOrDefaultAsync(
            row => row.SubscriptionId == id && row.VersionId == versionId && states.Contains(row.State),
            cancellationToken
        );

    /// <returns>False when somebody decided meanwhile, and that holds.</returns>
    private async Task<bool> WriteAsync(
        JobRun run,
        SubscriptionVersionRow version,
        FetchOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        var (id, isWritten) = (version.SubscriptionId, false);
        // A download that has begun is told, also of what nobody was to fetch any more by then.
        string[] states = outcome.TaskId is null ? Open : [.. Open, FoundState.Reported];
        await run.WriteAsync(
            async (context, stop) =>
            {
                if (
                    await LockedSubscription.FindAsync(context, id, stop) is null
                    || await FindAsync(context.SubscriptionVersions, id, version.VersionId, states, stop) is not { } own
                )
                    return;
                SubscriptionFetch.Apply(own, outcome, time.GetUtcNow().UtcDateTime);
                isWritten = true;
            },
            cancellationToken
        );
        return isWritten;
    }
}
