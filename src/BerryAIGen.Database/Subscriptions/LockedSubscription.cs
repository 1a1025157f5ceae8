using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>
/// Whoever writes of a subscription and its versions locks the subscription first, as whoever deletes it does: one after the
/// other, and nobody waits for somebody who waits for him.
/// </summary>
internal static class LockedSubscription
{
    /// <summary>As it is now, and stays until the transaction ends; null when it was deleted.</summary>
    public static async Task<SubscriptionRow?> FindAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    )
    {
        var locked = await context
            .Subscriptions.Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, row => row.State), cancellationToken);
        return locked == 0
            ? null
            : await context.Subscriptions.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }
}
