using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Webhooks;

/// <summary>The log of what webhooks were told, and what waits to be told.</summary>
public sealed class WebhookDeliveries(LibraryDatabase database, TimeProvider time)
{
    private const int Usual = 100;

    // An attempt takes a quarter of this at most; who needs longer is asleep or gone.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>What was over for longer is forgotten.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of those of a webhook, the newest first.</summary>
    /// <returns>These, and how many there are without offset and limit.</returns>
    /// <exception cref="LibraryException">There is no such webhook, state or page.</exception>
    public async Task<(IReadOnlyList<WebhookDeliveryRow> Rows, int Total)> ListAsync(
        string webhookId,
        string? state,
        int? offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        if (state is not null && !DeliveryState.All.Contains(state))
            throw new LibraryException(
                FailureCode.Usage,
                $"state is one of {string.Join(", ", DeliveryState.All)}, not \"{state}\"."
            );
        await using var context = database.CreateContext();
        await WebhookStore.GetAsync(context, webhookId, cancellationToken);
        var fit = context
            .WebhookDeliveries.AsNoTracking()
            .Where(row => row.WebhookId == webhookId && (state == null || row.State == state));
        var rows = await fit.OrderByDescending(row => row.Id)
            .Skip(offset ?? 0)
            .Take(limit ?? Usual)
            .ToListAsync(cancellationToken);
        return (rows, await fit.CountAsync(cancellationToken));
    }

    /// <summary>Has one sent again that is over, from the beginning of the schedule.</summary>
    /// <exception cref="LibraryException">There is no such delivery, it waits already, or its webhook is disabled.</exception>
    public async Task<WebhookDeliveryRow> RetryAsync(string webhookId, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var webhook = await WebhookStore.GetAsync(context, webhookId, cancellationToken);
        if (!webhook.Enabled)
            throw new LibraryException(FailureCode.Conflict, $"The webhook {webhookId} is disabled; enable it first.");
        var now = Now;
        var begun = await context
            .WebhookDeliveries.Where(row => row.Id == id && row.WebhookId == webhookId)
            .Where(row => row.State != DeliveryState.Pending)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Pending)
                        .SetProperty(row => row.Failures, 0)
                        .SetProperty(row => row.FinishedAt, (DateTime?)null)
                        .SetProperty(row => row.NextAt, (DateTime?)now),
                cancellationToken
            );
        var delivery =
            await context
                .WebhookDeliveries.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == id && row.WebhookId == webhookId, cancellationToken)
            ?? throw new LibraryException(
                FailureCode.NotFound,
                $"There is no delivery {id} of the webhook {webhookId}; they are kept for {Kept.Days} days."
            );
        return begun == 1
            ? delivery
            : throw new LibraryException(FailureCode.Conflict, $"The delivery {id} waits to be sent already.");
    }

    /// <summary>The webhooks that something is to be sent to now, who waits longest first.</summary>
    public async Task<IReadOnlyList<string>> FindWaitingAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = database.CreateContext();
        return await context
            .WebhookDeliveries.Where(row => row.State == DeliveryState.Pending && row.NextAt <= now)
            .Where(row => context.Webhooks.Any(webhook => webhook.Id == row.WebhookId && webhook.Enabled))
            .GroupBy(row => row.WebhookId)
            .OrderBy(group => group.Min(row => row.NextAt))
            .Select(group => group.Key)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Those of a webhook whose time has come and that nobody sends, the oldest first.</summary>
    /// <param name="webhookId">The webhook; null for any.</param>
    /// <param name="limit">The most that are looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<WebhookDeliveryRow>> FindDueAsync(
        string? webhookId,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var now = Now;
        await using var context = database.CreateContext();
        var due = await context
            .WebhookDeliveries.AsNoTracking()
            .Where(row => row.State == DeliveryState.Pending && row.NextAt <= now)
            .Where(row => webhookId == null || row.WebhookId == webhookId)
            .Where(row => context.Webhooks.Any(webhook => webhook.Id == row.WebhookId && webhook.Enabled))
            .OrderBy(row => row.NextAt)
            .ThenBy(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. due.Where(row => row.Owner is null || row.ClaimedAt < now - Silence || JobNode.IsGone(row.Owner))];
    }

    /// <summary>Forgets what was over long ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = Now - Kept;
        await using var context = database.CreateContext();
        return await context
            // A test that waits was one of a server that died: it is never sent again.
            .WebhookDeliveries.Where(row =>
                row.FinishedAt < before
                || (row.State == DeliveryState.Pending && row.NextAt == null && row.CreatedAt < before)
            )
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Takes one, so that no other node sends it meanwhile; null when somebody else did.</summary>
    internal async Task<WebhookDeliveryRow?> ClaimAsync(WebhookDeliveryRow seen, CancellationToken cancellationToken)
    {
        var (now, claim) = (Now, seen.Claim + 1);
        await using var context = database.CreateContext();
        var mine = await context
            .WebhookDeliveries.Where(row => row.Id == seen.Id && row.Claim == seen.Claim)
            .Where(row => row.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Claim, claim)
                        .SetProperty(row => row.Owner, JobNode.Current.Name)
                        .SetProperty(row => row.ClaimedAt, (DateTime?)now),
                cancellationToken
            );
        return mine == 0
            ? null
            : await context
                .WebhookDeliveries.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == seen.Id && row.Claim == claim, cancellationToken);
    }

    /// <summary>What waits for a webhook that is told nothing any more has failed; part of the caller's transaction.</summary>
    internal static Task GiveUpAsync(
        LibraryContext context,
        string webhookId,
        DateTime now,
        CancellationToken cancellationToken
    ) =>
        context
            .WebhookDeliveries.Where(row => row.WebhookId == webhookId && row.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Failed)
                        .SetProperty(row => row.NextAt, (DateTime?)null)
                        .SetProperty(row => row.FinishedAt, (DateTime?)now),
                cancellationToken
            );

    internal static string NewId(DateTimeOffset now) => $"msg_{Guid.CreateVersion7(now):N}";
}
