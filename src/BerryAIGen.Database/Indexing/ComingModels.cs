using BerryAIGen.Database.Downloads;
using BerryAIGen.Library.Catalog;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// Models whose files a download is just bringing: it writes them down itself, with how they came. A run that looks through
/// the folders in between leaves them alone.
/// </summary>
internal static class ComingModels
{
    /// <returns>The paths of those of the rows that are on their way.</returns>
    public static async Task<IReadOnlySet<string>> ReadAsync(
        LibraryContext context,
        IReadOnlyList<KnownModel> known,
        CancellationToken cancellationToken
    )
    {
        KnownModel[] waiting = [.. known.Where(row => row.DescribedBy is null || row.IsAbsent)];
        if (waiting.Length == 0)
            return new HashSet<string>();
        var coming = await context
            .DownloadTasks.Where(task =>
                task.Status != DownloadStatus.Completed
                && task.Status != DownloadStatus.Failed
                && task.Status != DownloadStatus.Cancelled
            )
            .ToDictionaryAsync(task => task.ModelId, task => task.Status, StringComparer.Ordinal, cancellationToken);
        return waiting
            .Where(row => coming.TryGetValue(row.Id, out var status) && (row.DescribedBy is null || IsRunning(status)))
            .Select(row => row.Path)
            .ToHashSet(StringComparer.Ordinal);
    }

    // A download that somebody paused does not keep a file away that he brought back himself.
    private static bool IsRunning(string status) => status is not (DownloadStatus.Pending or DownloadStatus.Paused);

    /// <summary>What a look found, without those.</summary>
    public static FolderLook Without(this FolderLook look, IReadOnlySet<string> coming) =>
        coming.Count == 0 ? look : look with { Models = [.. look.Models.Where(model => !coming.Contains(model.Path))] };
}
