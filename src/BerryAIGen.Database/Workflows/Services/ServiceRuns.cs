namespace BerryAIGen.Database.Workflows.Services;

/// <summary>How steps of a type ended in a time.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Status">How one ended.</param>
/// <param name="StartedAt">Null when it never began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="IsUserError">Whether it failed for what was sent.</param>
internal sealed record ServiceRun(
    string Type,
    string Status,
    DateTime? StartedAt,
    DateTime CompletedAt,
    bool IsUserError
);

/// <summary>The words for times that numbers are told of.</summary>
public static class ServiceTimes
{
    private static readonly Dictionary<string, TimeSpan> Known = new(StringComparer.Ordinal)
    {
        ["1h"] = TimeSpan.FromHours(1),
        ["24h"] = TimeSpan.FromHours(24),
        ["7d"] = TimeSpan.FromDays(7),
    };

    private static readonly Dictionary<string, TimeSpan> Parts = new(StringComparer.Ordinal)
    {
        ["5m"] = TimeSpan.FromMinutes(5),
        ["1h"] = TimeSpan.FromHours(1),
        ["1d"] = TimeSpan.FromDays(1),
    };

    public const string UsualWindow = "24h";
    public const string UsualInterval = "1h";

    public static IEnumerable<string> Windows => Known.Keys;

    public static IEnumerable<string> Intervals => Parts.Keys;

    /// <summary>Null for a word that is none.</summary>
    public static TimeSpan? FindWindow(string word) => Known.TryGetValue(word, out var time) ? time : null;

    /// <inheritdoc cref="FindWindow"/>
    public static TimeSpan? FindInterval(string word) => Parts.TryGetValue(word, out var time) ? time : null;
}
