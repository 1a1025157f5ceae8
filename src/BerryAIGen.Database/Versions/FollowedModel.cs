using BerryAIGen.Database.Keeping;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>Keeps a model the same one when another version takes its place: its id, and what a person wrote of it.</summary>
internal static class FollowedModel
{
    /// <summary>The model's file is another one now; part of the caller's transaction.</summary>
    /// <param name="context">Of the transaction.</param>
    /// <param name="id">The model.</param>
    /// <param name="path">Where its file is now.</param>
    /// <param name="what">For its history: <c>updated</c>, <c>rolled back</c>.</param>
    /// <param name="details">The same, a JSON object.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task MoveAsync(
        LibraryContext context,
        string id,
        string path,
        string what,
        string details,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        // Whoever watches the folder may have found the file first; what he made of it is this very model.
        var found = await context.Registry.FirstOrDefaultAsync(
            row => row.LocalPath == path && row.Id != id,
            cancellationToken
        );
        if (!(await LockedModels.ReadAsync(context, [id], cancellationToken)).TryGetValue(id, out var row))
            return;
        if (found is not null)
        {
            row.TakeWordsOf(found);
            context.Registry.Remove(found);
            await context.SaveChangesAsync(cancellationToken);
        }

        (row.LocalPath, row.Status, row.StatusDetail) = (path, ModelStatus.Local, null);
        // Of the file before: what the new one is like is read from it.
        (row.Sha256, row.AutoV2, row.Checksum, row.ModifiedAt, row.Inode) = (null, null, null, null, null);
        row.DownloadUrl = null;
        row.UpdatedAt = now;
        context.Note(row, what, now, details);
        await context.ModelUpdates.Where(update => update.ModelId == id).ExecuteDeleteAsync(cancellationToken);
    }
}
