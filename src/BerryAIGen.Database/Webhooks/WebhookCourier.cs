using System.Text.Json.Nodes;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;
using BerryAIGen.Library.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Webhooks;

/// <summary>
/// Sends deliveries and writes down what came of them. A message may come twice, with the same id, when the server dies
/// between sending it and knowing that; it never gets lost.
/// </summary>
public sealed class WebhookCourier(
    LibraryDatabase database,
    BerryLibrary library,
    WebhookDeliveries deliveries,
    TimeProvider time,
    Random? random = null
)
{
    private readonly Random random = random ?? Random.Shared;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Nobody may be told anything now: what is due waits, and does not count as failed.</summary>
    public bool IsOffline => library.Webhooks.IsOffline;

    /// <summary>Sends one, if it is still to be sent.</summary>
    public async Task SendAsync(WebhookDeliveryRow due, CancellationToken cancellationToken)
    {
        if (await deliveries.ClaimAsync(due, cancellationToken) is not { } mine)
            return;
        WebhookRow? webhook;
        await using (var context = database.CreateContext())
            webhook = await context
                .Webhooks.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == mine.WebhookId && row.Enabled, cancellationToken);
        if (webhook is not null)
            await WriteAsync(mine, await PostAsync(webhook, mine, cancellationToken), isTest: false);
    }

    /// <summary>Sends a test at once, and tells what came back; it is tried once, and says nothing about how the webhook fares.</summary>
    /// <exception cref="LibraryException">There is no such webhook, or nothing may be sent.</exception>
    public async Task<WebhookDeliveryRow> TestAsync(string webhookId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        WebhookRow webhook;
        WebhookDeliveryRow test;
        await using (var context = database.CreateContext())
        {
            webhook = await WebhookStore.GetAsync(context, webhookId, cancellationToken);
            if (IsOffline)
                throw new LibraryException(
                    FailureCode.Policy,
                    "The server is offline: nothing is sent to anybody. Switch \"offline\" off with PUT /api/settings/network."
                );
            var data = new JsonObject { ["webhook"] = webhook.Id, ["name"] = webhook.Name };
            test = new WebhookDeliveryRow
            {
                Id = WebhookDeliveries.NewId(now),
                WebhookId = webhook.Id,
                Kind = WebhookKinds.Test,
                Payload = WebhookJson.Payload(WebhookKinds.Test, now.UtcDateTime, data.ToJsonString()),
                // Nobody else sends it: its time never comes.
                NextAt = null,
                CreatedAt = now.UtcDateTime,
            };
            context.WebhookDeliveries.Add(test);
            await context.SaveChangesAsync(cancellationToken);
        }

        return await WriteAsync(test, await PostAsync(webhook, test, cancellationToken), isTest: true) ?? test;
    }

    private async Task<WebhookAnswer> PostAsync(
        WebhookRow webhook,
        WebhookDeliveryRow delivery,
        CancellationToken cancellationToken
    )
    {
        List<WebhookSecret> secrets = [WebhookSecret.Parse(webhook.Secret)];
        if (webhook.OldSecret is { } old && webhook.OldSecretUntil > Now)
            secrets.Add(WebhookSecret.Parse(old));
        var message = new WebhookMessage(new Uri(webhook.Url), delivery.Id, delivery.Payload, secrets);
        return await library.Webhooks.SendAsync(message, cancellationToken);
    }

    // Null when somebody else sends it by now. What was sent is written down, whoever gives up waiting.
    private async Task<WebhookDeliveryRow?> WriteAsync(WebhookDeliveryRow mine, WebhookAnswer answer, bool isTest)
    {
        var now = Now;
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None);
        // Holds the rows, that of the webhook first, as everybody does who changes both.
        await context
            .Webhooks.Where(row => row.Id == mine.WebhookId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Enabled, row => row.Enabled), CancellationToken.None);
        var isMine = await context
            .WebhookDeliveries.Where(row => row.Id == mine.Id && row.Claim == mine.Claim)
            .Where(row => row.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Owner, (string?)null), CancellationToken.None);
        if (isMine == 0)
            return null;
        var row = await context.WebhookDeliveries.FirstAsync(one => one.Id == mine.Id, CancellationToken.None);
        var attempt = new DeliveryAttempt(
            (now - DateTime.UnixEpoch).TotalSeconds,
            answer.Status,
            (long)answer.Duration.TotalMilliseconds,
            answer.Text.Length == 0 ? null : answer.Text,
            answer.Error
        );
        row.Attempts = WebhookJson.Write([.. WebhookJson.ReadAttempts(row.Attempts), attempt]);
        row.Failures += answer.IsTaken ? 0 : 1;
        row.NextAt =
            isTest || answer.IsTaken || answer.IsGone
                ? null
                : now + WebhookSchedule.PauseAfter(row.Failures, answer.RetryAfter, random);
        if (row.NextAt is null)
            (row.State, row.FinishedAt) = (answer.IsTaken ? DeliveryState.Delivered : DeliveryState.Failed, now);
        await context.SaveChangesAsync(CancellationToken.None);
        if (!isTest)
            await FollowAsync(context, row, answer, now);
        await transaction.CommitAsync(CancellationToken.None);
        return row;
    }

    private static async Task FollowAsync(
        LibraryContext context,
        WebhookDeliveryRow row,
        WebhookAnswer answer,
        DateTime now
    )
    {
        var webhooks = context.Webhooks.Where(one => one.Id == row.WebhookId);
        if (answer.IsTaken)
        {
            await webhooks
                .Where(one => one.FailingSince != null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(one => one.FailingSince, (DateTime?)null),
                    CancellationToken.None
                );
            return;
        }

        await webhooks
            .Where(one => one.FailingSince == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.FailingSince, (DateTime?)now),
                CancellationToken.None
            );
        var webhook = await webhooks.AsNoTracking().FirstAsync(CancellationToken.None);
        var why =
            answer.IsGone ? "its receiver answered 410: it wants nothing more"
            : now - webhook.FailingSince >= WebhookSchedule.Patience
                ? $"it took nothing for {WebhookSchedule.Patience.Days} days; the last time: {answer.Error}"
            : null;
        if (why is null || !webhook.Enabled)
            return;
        await webhooks.ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Enabled, false).SetProperty(one => one.DisabledBecause, why),
            CancellationToken.None
        );
        await WebhookDeliveries.GiveUpAsync(context, webhook.Id, now, CancellationToken.None);
        await Notifications.AddAsync(context, [DisabledNote(webhook, why, now)], CancellationToken.None);
        await context.SaveChangesAsync(CancellationToken.None);
    }

    private static NotificationRow DisabledNote(WebhookRow webhook, string why, DateTime now) =>
        new()
        {
            At = now,
            Kind = "webhook_disabled",
            Message = $"The webhook {webhook.Name} was disabled: {why}.",
            Details = new JsonObject { ["webhook"] = webhook.Id, ["name"] = webhook.Name }.ToJsonString(),
        };
}
