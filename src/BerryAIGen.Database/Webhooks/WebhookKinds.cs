using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Webhooks;

/// <summary>What webhooks can be told, and the words that choose among it.</summary>
public static class WebhookKinds
{
    /// <summary>Sent by the test of a webhook, whatever it chose.</summary>
    public const string Test = "webhook.test";

    private const string Every = "*";
    private const string Below = ".*";

    /// <summary>All but steps of progress, of which there are two a second.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. DownloadStatus.All.Select(status => $"download.{status}"),
        .. JobState.All.Select(state => $"job.{state}"),
        .. GenerationEvents.States,
        Notifications.Added,
    ];

    /// <summary>Whether one of the words means this kind.</summary>
    public static bool Fits(string kind, IEnumerable<string> words) => All.Contains(kind) && words.Any(Means(kind));

    /// <exception cref="LibraryException">There is none, or one that means no kind: nothing would ever be told of it.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            throw Wrong("Name at least one kind of event");
        if (words.FirstOrDefault(word => !All.Any(kind => Means(kind)(word))) is { } strange)
            throw Wrong($"\"{strange}\" means no kind of event that webhooks are told");
        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    private static Func<string, bool> Means(string kind) =>
        word =>
            word == Every
            || word == kind
            || (
                word.EndsWith(Below, StringComparison.Ordinal) && kind.StartsWith(word[..^1], StringComparison.Ordinal)
            );

    private static LibraryException Wrong(string why) =>
        new(
            FailureCode.Usage,
            $"{why}; there are *, download.*, job.*, generation.*, notification.* and {string.Join(", ", All)}."
        );
}
