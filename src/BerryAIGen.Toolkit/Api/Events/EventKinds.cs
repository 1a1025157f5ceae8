using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Events;

/// <summary>What can be told, and the words that narrow it.</summary>
internal static class EventKinds
{
    public const string LibraryChanged = "library.changed";

    private static readonly string[] All =
    [
        .. DownloadStatus.All.Select(status => $"download.{status}"),
        DownloadEvents.Moved,
        EventLog.Progress,
        .. JobState.All.Select(state => $"job.{state}"),
        .. GenerationEvents.States,
        GenerationEvents.Progress,
        LibraryChanged,
        Notifications.Added,
        PictureIndexJob.Changed,
    ];

    /// <summary>Whether a word is this kind, or the beginning of it.</summary>
    public static bool IsOf(string kind, string word) =>
        kind == word || kind.StartsWith($"{word}.", StringComparison.Ordinal);

    /// <exception cref="LibraryException">A word is none of any kind: its listener would wait for ever.</exception>
    public static void Check(IEnumerable<string> words)
    {
        if (words.FirstOrDefault(word => !All.Any(kind => IsOf(kind, word))) is { } strange)
            throw new LibraryException(
                FailureCode.Usage,
                $"kinds are download, job, generation, library, notification and pictures, or one of {string.Join(", ", All)}, not \"{strange}\"."
            );
    }
}
