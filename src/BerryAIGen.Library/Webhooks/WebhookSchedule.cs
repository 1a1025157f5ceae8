namespace BerryAIGen.Library.Webhooks;

/// <summary>When a message that was not taken is sent again: Standard Webhooks' own schedule, over three days.</summary>
public static class WebhookSchedule
{
    // Up to a fifth longer, so that messages that failed together do not come back together.
    private const double Jitter = 0.2;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>How often a message is sent at most.</summary>
    public static int Attempts => Pauses.Length + 1;

    /// <summary>Whoever takes nothing for so long gets nothing more.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(5);

    /// <summary>The pause before the next attempt; null when there is none.</summary>
    /// <param name="failures">How many attempts failed, at least 1.</param>
    /// <param name="wished">What the receiver wishes by <c>Retry-After</c>; a day at most is obeyed.</param>
    /// <param name="random">Makes it a little longer.</param>
    public static TimeSpan? PauseAfter(int failures, TimeSpan? wished, Random random)
    {
        if (failures > Pauses.Length)
            return null;
        var own = Pauses[failures - 1] * (1 + (random.NextDouble() * Jitter));
        var most = Pauses[^1];
        return wished is { } pause && pause > own ? (pause < most ? pause : most) : own;
    }
}
