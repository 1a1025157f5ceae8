namespace BerryAIGen.Library.Webhooks;

/// <summary>One message to one receiver.</summary>
/// <param name="Address">Where to; it may hold a secret itself.</param>
/// <param name="Id">The same in each attempt.</param>
/// <param name="Payload">The body, JSON.</param>
/// <param name="Secrets">Each signs; the newest first. Empty where the receiver has none.</param>
public sealed record WebhookMessage(Uri Address, string Id, string Payload, IReadOnlyList<WebhookSecret> Secrets);

/// <summary>What came back.</summary>
public sealed record WebhookAnswer
{
    /// <summary>Null when no answer came.</summary>
    public int? Status { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The beginning of what it said; a stranger's text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why the message does not count as taken; null when it does.</summary>
    public string? Error { get; init; }

    /// <summary>When it wishes to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Only a status from 200 to 299 takes a message.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>The receiver wants nothing more, ever.</summary>
    public bool IsGone => Status == 410;
}
