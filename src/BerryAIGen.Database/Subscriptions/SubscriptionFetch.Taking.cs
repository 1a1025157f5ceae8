using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

// What a person has fetched by hand.
public sealed partial class SubscriptionFetch
{
    /// <summary>Begins one because a person wants it, whatever the limits of its subscription are.</summary>
    /// <exception cref="LibraryException">There is no such subscription or version, or something stands in its way.</exception>
    public async Task<SubscriptionVersionRow> TakeAsync(string id, int versionId, CancellationToken cancellationToken)
    {
        var (subscription, version) = await ReadAsync(id, versionId, cancellationToken);
        if (version.State is FoundState.Fetching or FoundState.Fetched)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The version {versionId} is {version.State} already, by the download {version.TaskId}."
            );
        var task = await orders().StartAsync(OrderOf(subscription, version), acceptsPresent: true, cancellationToken);
        var outcome = OutcomeOf(task);
        // The subscription may have been deleted while the source answered; the download was asked for, and goes on.
        Apply(version, outcome, Now);
        return await WriteAsync(id, versionId, outcome, cancellationToken) ?? version;
    }

    private async Task<(SubscriptionRow Own, SubscriptionVersionRow Version)> ReadAsync(
        string id,
        int versionId,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var own = await SubscriptionStore.GetAsync(context, id, cancellationToken);
        return (
            own,
            await FindAsync(context, id, versionId, cancellationToken)
                ?? throw new LibraryException(
                    FailureCode.NotFound,
                    $"The subscription {id} has found no version {versionId}."
                )
        );
    }

    private static Task<SubscriptionVersionRow?> FindAsync(
        LibraryContext context,
        string id,
        int versionId,
        CancellationToken cancellationToken
    ) =>
        context.SubscriptionVersions.FirstOrDefaultAsync(
            row => row.SubscriptionId == id && row.VersionId == versionId,
            cancellationToken
        );

    // Null when it is not there any more.
    private async Task<SubscriptionVersionRow?> WriteAsync(
        string id,
        int versionId,
        FetchOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (
            await LockedSubscription.FindAsync(context, id, cancellationToken) is null
            || await FindAsync(context, id, versionId, cancellationToken) is not { } version
        )
            return null;
        Apply(version, outcome, Now);
        await context.SaveChangesAsync(cancellationToken);
        await SubscriptionFollower.SettleAsync(context, id, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }
}
