using BerryAIGen.Database.Versions;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Writes how a subscription stands, and tells a person who has to know.</summary>
internal static class SubscriptionStanding
{
    /// <summary>Told when it comes to it, and not again at each check; the last thing to do in a transaction.</summary>
    /// <param name="context">Of the transaction.</param>
    /// <param name="own">The subscription; locked.</param>
    /// <param name="state">One of <see cref="SubscriptionState"/>.</param>
    /// <param name="reason">Why it is not current; null when it is.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    public static async Task WriteAsync(
        LibraryContext context,
        SubscriptionRow own,
        string state,
        string? reason,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var isNews = own.State != state && state is (SubscriptionState.Stopped or SubscriptionState.Gone);
        (own.State, own.Reason) = (state, reason);
        await context.SaveChangesAsync(cancellationToken);
        if (isNews)
            await Notifications.AddAsync(context, [SubscriptionNews.Note(own, state, reason!, now)], cancellationToken);
    }
}
