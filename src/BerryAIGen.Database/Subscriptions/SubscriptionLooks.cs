using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;
using BerryAIGen.Library.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Looks at what a subscription follows, and writes down and tells what is new.</summary>
internal sealed class SubscriptionLooks(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    // Whoever changes filters faster than the source answers waits for the next check.
    private const int Most = 3;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Looks until it is what the subscription asks for by now.</summary>
    /// <param name="run">The check.</param>
    /// <param name="seen">The subscription as the check found it.</param>
    /// <param name="cancellationToken">Stops before the next question.</param>
    /// <returns>How many are new, and whether what is followed is gone; null when every look counted for nothing.</returns>
    /// <exception cref="LibraryException">The source did not say.</exception>
    public async Task<(int Found, bool IsGone)?> LookAsync(
        JobRun run,
        SubscriptionRow seen,
        CancellationToken cancellationToken
    )
    {
        for (var number = 1; number <= Most; number++)
        {
            var asking = seen;
            var known = await ReadKnownAsync(asking.Id, cancellationToken);
            var asked = Now;
            var look = await library.News.LookAsync(
                SubscriptionJson.ThingOf(asking),
                known.Contains,
                cancellationToken
            );
            var (own, found) = ((SubscriptionRow?)null, 0);
            await run.WriteAsync(
                async (context, stop) =>
                {
                    own = await LockedSubscription.FindAsync(context, asking.Id, stop);
                    if (own is not null && SubscriptionJson.AsksAs(own, asking))
                        found = await WriteAsync(context, own, look, asked, stop);
                },
                cancellationToken
            );
            // One that was deleted meanwhile hears of nothing.
            if (own is null || SubscriptionJson.AsksAs(own, asking))
                return (found, own is not null && look.GoneBecause is not null);
            seen = own;
        }

        return null;
    }

    private async Task<int> WriteAsync(
        LibraryContext context,
        SubscriptionRow own,
        FollowedLook look,
        DateTime asked,
        CancellationToken cancellationToken
    )
    {
        var now = Now;
        if (look.GoneBecause is { } gone)
        {
            await SubscriptionStanding.WriteAsync(context, own, SubscriptionState.Gone, gone, now, cancellationToken);
            return 0;
        }

        // Another check may have seen them since this one asked.
        var known = await ReadKnownAsync(context, own.Id, cancellationToken);
        var unseen = look.Versions.Where(version => !known.Contains(version.VersionId)).ToArray();
        context.SubscriptionVersions.AddRange(unseen.Select(version => SubscriptionNews.RowOf(own, version, now)));
        NotificationRow[] news =
        [
            .. unseen
                .Where(version => SubscriptionNews.IsNew(own, version))
                .Select(version => SubscriptionNews.Note(own, version, now)),
        ];
        // After its versions: the first check is the one without a time before.
        if (own.CheckedAt is null)
            own.Baseline = SubscriptionNews.BaselineOf(look, now);
        // What is published while the source answers may not be in its answer.
        own.CheckedAt = own.CheckedAt > asked ? own.CheckedAt : asked;
        await context.SaveChangesAsync(cancellationToken);
        await Notifications.AddAsync(context, news, cancellationToken);
        return news.Length;
    }

    private async Task<HashSet<int>> ReadKnownAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await ReadKnownAsync(context, id, cancellationToken);
    }

    private static async Task<HashSet<int>> ReadKnownAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        [
            .. await context
                .SubscriptionVersions.Where(row => row.SubscriptionId == id)
                .Select(row => row.VersionId)
                .ToListAsync(cancellationToken),
        ];
}
