namespace BerryAIGen.Database.Webhooks;

/// <summary>Somebody who wants to be told what happens.</summary>
public sealed class WebhookRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>May hold a secret itself, as those of chat programs do.</summary>
    public required string Url { get; set; }

    /// <summary>What signs; never told again after it was made.</summary>
    public required string Secret { get; set; }

    /// <summary>The one before, which signs as well for a while; null when there is none.</summary>
    public string? OldSecret { get; set; }

    public DateTime? OldSecretUntil { get; set; }

    /// <summary>The words of <see cref="WebhookKinds"/>, a JSON array.</summary>
    public string Kinds { get; set; } = "[]";

    public bool Enabled { get; set; } = true;

    /// <summary>Why the server itself disabled it; null when it did not.</summary>
    public string? DisabledBecause { get; set; }

    /// <summary>Since when nothing was taken; null when the last message was.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>The last event of which it is written down whether it is to be told.</summary>
    public long LastEvent { get; set; }

    public DateTime CreatedAt { get; init; }
}

/// <summary>A message to a webhook: written down before it is sent, and kept for its log.</summary>
public sealed class WebhookDeliveryRow
{
    /// <summary>The <c>webhook-id</c>: the same in each attempt.</summary>
    public required string Id { get; init; }

    public required string WebhookId { get; init; }

    /// <summary>The event that it tells of; null for a test.</summary>
    public long? EventId { get; init; }

    public required string Kind { get; init; }

    /// <summary>The body, as it is sent.</summary>
    public required string Payload { get; init; }

    /// <summary>One of <see cref="DeliveryState"/>.</summary>
    public string State { get; set; } = DeliveryState.Pending;

    /// <summary>How many attempts failed since it was begun, or begun anew by hand.</summary>
    public int Failures { get; set; }

    /// <summary>Counted up by whoever sends it; what came back counts only while this is still its number.</summary>
    public int Claim { get; set; }

    /// <summary>The node that sends it; null when none does.</summary>
    public string? Owner { get; set; }

    public DateTime? ClaimedAt { get; set; }

    /// <summary>When it is sent next; null when it is over.</summary>
    public DateTime? NextAt { get; set; }

    /// <summary>What came of each attempt, a JSON array.</summary>
    public string Attempts { get; set; } = "[]";

    public DateTime CreatedAt { get; init; }

    public DateTime? FinishedAt { get; set; }
}

/// <summary>The words of <see cref="WebhookDeliveryRow.State"/>.</summary>
public static class DeliveryState
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Pending, Delivered, Failed];
}
