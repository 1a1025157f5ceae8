using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>The downloads that are not over, for lists of models.</summary>
internal sealed class ActiveDownloads
{
    private static readonly string[] Active =
    [
        DownloadStatus.Pending,
        DownloadStatus.Downloading,
        DownloadStatus.Paused,
        DownloadStatus.Verifying,
    ];

    private readonly Dictionary<string, double> _progress;

    private ActiveDownloads(Dictionary<string, double> progress) => _progress = progress;

    public bool Has(string modelId) => _progress.ContainsKey(modelId);

    /// <summary>How far a model's download is, 0 to 1; null when there is none.</summary>
    public double? Find(ModelRow row) =>
        row.Status == ModelStatus.Downloading && _progress.TryGetValue(row.Id, out var progress) ? progress : null;

    /// <summary>The parts that they work on; two models may lead to one file.</summary>
    public static async Task<HashSet<string>> ReadPartsAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var parts = await context
            .DownloadTasks.Where(task => Active.Contains(task.Status))
            .Select(task => task.Parts)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. parts.Where(paths => paths != DownloadJson.NoPaths).SelectMany(DownloadJson.ReadPaths)];
    }

    public static async Task<ActiveDownloads> ReadAsync(LibraryContext context, CancellationToken cancellationToken)
    {
        var rows = await context
            .DownloadTasks.Where(task => Active.Contains(task.Status))
            .OrderBy(task => task.CreatedAt)
            .Select(task => new { task.ModelId, task.Progress })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        Dictionary<string, double> progress = [];
        foreach (var row in rows)
            progress[row.ModelId] = row.Progress;
        return new ActiveDownloads(progress);
    }
}
