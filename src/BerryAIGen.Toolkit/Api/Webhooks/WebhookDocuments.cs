using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Webhooks;
using BerryAIGen.Library.Webhooks;

namespace BerryAIGen.Toolkit.Api.Webhooks;

/// <summary>The webhooks, the oldest first.</summary>
internal sealed record WebhooksDocument(IReadOnlyList<WebhookDocument> Webhooks, int TotalCount)
{
    public static WebhooksDocument Of(IReadOnlyList<WebhookRow> rows, int? offset, int? limit) =>
        new([.. Paging.Of(rows, offset, limit).Select(WebhookDocument.Of)], rows.Count);
}

/// <summary>Somebody who is told what happens; times are seconds since 1970.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">For people.</param>
/// <param name="Url">Where messages go.</param>
/// <param name="Events">Which kinds of events it is told, as <c>download.*</c>.</param>
/// <param name="Enabled">Whether it is told anything.</param>
/// <param name="DisabledBecause">Why the server disabled it; absent when it did not.</param>
/// <param name="FailingSince">Since when nothing was taken; absent when the last message was.</param>
/// <param name="SecretHint">The end of its secret, to tell two apart.</param>
/// <param name="OldSecretUntil">Until when the secret before signs as well; absent when there is none.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record WebhookDocument(
    string Id,
    string Name,
    string Url,
    IReadOnlyList<string> Events,
    bool Enabled,
    string? DisabledBecause,
    double? FailingSince,
    string SecretHint,
    double? OldSecretUntil,
    double CreatedAt
)
{
    public static WebhookDocument Of(WebhookRow row) =>
        new(
            row.Id,
            row.Name,
            row.Url,
            WebhookJson.ReadWords(row.Kinds),
            row.Enabled,
            row.DisabledBecause,
            UnixTime.Of(row.FailingSince),
            WebhookSecret.Parse(row.Secret).Hint,
            UnixTime.Of(row.OldSecretUntil),
            UnixTime.Of(row.CreatedAt)
        );
}

/// <summary>A webhook with the secret that it got; it is shown this once.</summary>
/// <param name="Secret">What messages are signed with.</param>
/// <param name="Webhook">The webhook.</param>
internal sealed record NewWebhookDocument(string Secret, WebhookDocument Webhook);

/// <summary>A webhook that was deleted.</summary>
internal sealed record DeletedWebhook(string Message, string Id);

/// <summary>What a new webhook is.</summary>
/// <param name="Url">Where messages go: http or https, not on a private network unless the host is allowed.</param>
/// <param name="Name">For people; the host without it.</param>
/// <param name="Events">Which kinds of events, as <c>download.*</c>; all without it.</param>
/// <param name="Enabled">Whether it is told anything from now on; true without it.</param>
/// <param name="Secret"><c>whsec_</c> and the Base64 of 24 to 64 bytes; one is made without it.</param>
internal sealed record WebhookQuestion(
    string Url,
    string? Name = null,
    IReadOnlyList<string>? Events = null,
    bool? Enabled = null,
    string? Secret = null
);

/// <summary>What is to change; what is left out stays.</summary>
/// <param name="Url">Where messages go.</param>
/// <param name="Name">For people.</param>
/// <param name="Events">Which kinds of events.</param>
/// <param name="Enabled">Whether it is told anything; enabling one begins with what happens next.</param>
internal sealed record WebhookChange(
    string? Url = null,
    string? Name = null,
    IReadOnlyList<string>? Events = null,
    bool? Enabled = null
);

/// <summary>Another secret.</summary>
/// <param name="Secret"><c>whsec_</c> and the Base64 of 24 to 64 bytes; one is made without it.</param>
internal sealed record RotationQuestion(string? Secret = null);

/// <summary>What a webhook was told, the newest first.</summary>
/// <param name="Deliveries">A page of them.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
internal sealed record DeliveriesDocument(IReadOnlyList<DeliveryDocument> Deliveries, int TotalCount);

/// <summary>One message; times are seconds since 1970.</summary>
/// <param name="Id">The <c>webhook-id</c>, the same in each attempt.</param>
/// <param name="Event">The kind of event.</param>
/// <param name="State"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">When it was written down.</param>
/// <param name="NextAt">When it is sent next; absent when it is over.</param>
/// <param name="FinishedAt">When it was over; absent before.</param>
/// <param name="Attempts">What came of each attempt.</param>
/// <param name="Payload">The body that is sent.</param>
internal sealed record DeliveryDocument(
    string Id,
    string Event,
    string State,
    double CreatedAt,
    double? NextAt,
    double? FinishedAt,
    IReadOnlyList<DeliveryAttempt> Attempts,
    JsonObject Payload
)
{
    public static DeliveryDocument Of(WebhookDeliveryRow row) =>
        new(
            row.Id,
            row.Kind,
            row.State,
            UnixTime.Of(row.CreatedAt),
            UnixTime.Of(row.NextAt),
            UnixTime.Of(row.FinishedAt),
            WebhookJson.ReadAttempts(row.Attempts),
            JsonNode.Parse(row.Payload) as JsonObject ?? []
        );
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WebhooksDocument))]
[JsonSerializable(typeof(NewWebhookDocument))]
[JsonSerializable(typeof(DeletedWebhook))]
[JsonSerializable(typeof(WebhookQuestion))]
[JsonSerializable(typeof(WebhookChange))]
[JsonSerializable(typeof(RotationQuestion))]
[JsonSerializable(typeof(DeliveriesDocument))]
internal sealed partial class WebhooksApiJson : JsonSerializerContext;
