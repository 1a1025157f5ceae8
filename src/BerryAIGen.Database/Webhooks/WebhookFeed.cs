using BerryAIGen.Database.Events;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Webhooks;

/// <summary>Writes down from the log of events what each webhook is to be told; of several servers that do it one succeeds.</summary>
public sealed class WebhookFeed(LibraryDatabase database, TimeProvider time)
{
    private const int Batch = 200;

    /// <summary>Goes on from where each webhook is.</summary>
    /// <returns>Whether any webhook is enabled.</returns>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var enabled = await context.Webhooks.AsNoTracking().Where(row => row.Enabled).ToListAsync(cancellationToken);
        if (enabled.Count == 0)
            return false;
        foreach (var webhook in enabled)
            while (await FillAsync(webhook, cancellationToken)) { }
        return true;
    }

    // True when there may be more.
    private async Task<bool> FillAsync(WebhookRow webhook, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var events = await context
            .Events.AsNoTracking()
            .Where(row => row.Id > webhook.LastEvent && row.Kind != EventLog.Progress)
            .OrderBy(row => row.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        if (events.Count == 0)
            return false;
        var last = events[^1].Id;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Whoever was here first wrote these down already.
        var mine = await context
            .Webhooks.Where(row => row.Id == webhook.Id && row.Enabled && row.LastEvent == webhook.LastEvent)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastEvent, last), cancellationToken);
        if (mine == 0)
            return false;
        var now = time.GetUtcNow();
        var words = WebhookJson.ReadWords(webhook.Kinds);
        context.WebhookDeliveries.AddRange(
            events.Where(row => WebhookKinds.Fits(row.Kind, words)).Select(row => DeliveryOf(webhook, row, now))
        );
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        webhook.LastEvent = last;
        return events.Count == Batch;
    }

    private static WebhookDeliveryRow DeliveryOf(WebhookRow webhook, EventRow row, DateTimeOffset now) =>
        new()
        {
            Id = WebhookDeliveries.NewId(now),
            WebhookId = webhook.Id,
            EventId = row.Id,
            Kind = row.Kind,
            Payload = WebhookJson.Payload(row.Kind, row.At, row.Body),
            CreatedAt = now.UtcDateTime,
            NextAt = now.UtcDateTime,
        };
}
