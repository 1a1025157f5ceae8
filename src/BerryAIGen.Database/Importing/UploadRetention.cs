using System.Text.RegularExpressions;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Importing;

/// <summary>Removes uploads that no import comes back for: of a server that was killed while they came, or right after it failed.</summary>
public sealed partial class UploadRetention(BerryLibrary library, LibraryDatabase database, TimeProvider time)
{
    // Whoever uploads writes all the while.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>How many files.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.Combine(library.ModelsFolder, "downloads"));
        if (!folder.Exists)
            return 0;
        var before = time.GetUtcNow().UtcDateTime - Kept;
        var old = folder
            .EnumerateFiles("upload-*")
            .Where(file => Upload().IsMatch(file.Name) && file.LastWriteTimeUtc < before)
            .ToList();
        if (old.Count == 0)
            return 0;
        string[] over = [JobState.Completed, JobState.Failed, JobState.Cancelled];
        await using var context = database.CreateContext();
        var wanted = await context
            .Jobs.Where(job => job.Kind == ImportJob.KindName && !over.Contains(job.State))
            .Select(job => job.Payload)
            .ToListAsync(cancellationToken);
        var removed = 0;
        foreach (var file in old.Where(file => !wanted.Any(job => job.Contains(Id(file), StringComparison.Ordinal))))
        {
            file.Delete();
            removed++;
        }

        return removed;
    }

    private static string Id(FileInfo file) => Upload().Match(file.Name).Groups[1].Value;

    [GeneratedRegex(@"^(upload-[0-9a-f]{32})\.(part|linked\.part|preview)$")]
    private static partial Regex Upload();
}
