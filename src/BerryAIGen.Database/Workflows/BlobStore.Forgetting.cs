using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

// What nobody needs any more.
public sealed partial class BlobStore
{
    private const int MostWork = 1000;

    /// <summary>Forgets blobs whose time is over, bytes that no blob has any more, and what killed work left.</summary>
    /// <returns>How many blobs.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = database.CreateContext();
        var forgotten = await context.Blobs.Where(blob => blob.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        if (library.Options.DataFolder is null || !Directory.Exists(Path.Combine(Root, "blobs")))
            return forgotten;
        // What was written just now may get its row in a moment.
        var before = now - TimeSpan.FromDays(1);
        var parts = await ForgetPartsAsync(context, before, cancellationToken);
        foreach (
            var file in new DirectoryInfo(Path.Combine(Root, "blobs")).EnumerateFiles("*", SearchOption.AllDirectories)
        )
        {
            if (
                file.LastWriteTimeUtc >= before
                || parts.Contains(file.Name)
                || await context.Blobs.AnyAsync(blob => blob.Sha256 == file.Name, cancellationToken)
            )
                continue;
            // Somebody may have kept the same bytes again while the database was asked.
            file.Refresh();
            if (file.Exists && file.LastWriteTimeUtc < before)
                file.Delete();
        }

        foreach (
            var left in new DirectoryInfo(Path.Combine(Root, "work"))
                .EnumerateDirectories()
                .Where(one => !one.Name.StartsWith(StepParts.Prefix, StringComparison.Ordinal))
                .Take(MostWork)
        )
            if (left.LastWriteTimeUtc < before)
                CloseWork(left.FullName);
        return forgotten;
    }

    // The bytes of parts have no rows before their step succeeds, which may wait for longer than a day.
    private async Task<HashSet<string>> ForgetPartsAsync(
        LibraryContext context,
        DateTime before,
        CancellationToken cancellationToken
    )
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var folder in new DirectoryInfo(Path.Combine(Root, "work")).EnumerateDirectories($"{StepParts.Prefix}*")
        )
        {
            var isOpen =
                StepParts.TryParse(folder.Name) is var (workflow, position)
                && await context
                    .WorkflowSteps.Where(step => step.WorkflowId == workflow && step.Position == position)
                    .AnyAsync(
                        step => step.Status == StepStatus.Unassigned || step.Status == StepStatus.Processing,
                        cancellationToken
                    );
            if (isOpen || folder.LastWriteTimeUtc >= before)
                kept.UnionWith(await StepParts.BytesInAsync(folder.FullName, cancellationToken));
            else
                CloseWork(folder.FullName);
        }

        return kept;
    }
}
