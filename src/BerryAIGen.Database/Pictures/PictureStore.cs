using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Writes what was read of a folder's pictures, and links what they name to the library's models. Another server may write the
/// same pictures and the same names at the same time; whoever is second finds them there.
/// </summary>
internal sealed class PictureStore(
    BerryLibrary library,
    PictureMatching matching,
    JobRun run,
    PictureFolderRow folder,
    PictureIndexResult result,
    TimeProvider time
)
{
    /// <summary>All of them at once, or none.</summary>
    /// <exception cref="LibraryException">The folder was removed meanwhile.</exception>
    /// <exception cref="JobLostException">Somebody else runs the job.</exception>
    public async Task WriteAsync(IReadOnlyList<ReadFacts> read, CancellationToken cancellationToken)
    {
        if (read.Count == 0)
            return;
        var models = await matching.ReadAsync(cancellationToken);
        string?[] old = [];
        await WrittenByOther.RetryAsync(() =>
            run.WriteAsync(
                async (context, stop) =>
                {
                    await RequireFolderAsync(context, stop);
                    old = await WriteAsync(context, read, models, stop);
                },
                cancellationToken
            )
        );
        await matching.SettleAsync(models, cancellationToken);
        library.PictureFiles.Thumbnails.Remove(old.OfType<string>());
        var unreadable = read.Select(one => one.Problem).OfType<string>().ToArray();
        await run.LogAsync(unreadable, "warning", cancellationToken);
        result.Unreadable += unreadable.Length;
        result.Changed += old.Length;
        result.Added += read.Count - old.Length;
    }

    // What those that were known already had for a thumbnail.
    private async Task<string?[]> WriteAsync(
        LibraryContext context,
        IReadOnlyList<ReadFacts> read,
        LibraryModels models,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        string[] paths = [.. read.Select(one => one.Found.Path)];
        var known = await context
            .Pictures.Where(row => row.FolderId == folder.Id && paths.Contains(row.Path))
            .ToDictionaryAsync(row => row.Path, cancellationToken);
        string?[] old = [.. known.Values.Select(row => row.Thumbnail)];
        long[] ids = [.. known.Values.Select(row => row.Id)];
        await context.PictureLinks.Where(link => ids.Contains(link.PictureId)).ExecuteDeleteAsync(cancellationToken);
        var rows = new List<PictureRow>(read.Count);
        foreach (var facts in read)
        {
            if (!known.TryGetValue(facts.Found.Path, out var row))
                context.Pictures.Add(row = new PictureRow { FolderId = folder.Id, Path = facts.Found.Path });
            facts.WriteTo(row, now);
            rows.Add(row);
        }

        await context.SaveChangesAsync(cancellationToken);
        await LinkAsync(context, rows, read, models, cancellationToken);
        return old;
    }

    private static async Task LinkAsync(
        LibraryContext context,
        IReadOnlyList<PictureRow> rows,
        IReadOnlyList<ReadFacts> read,
        LibraryModels models,
        CancellationToken cancellationToken
    )
    {
        var named = read.Select(one => one.Models.Select(model => (Key: PictureNames.KeyOf(model), model)).ToArray())
            .ToArray();
        var names = await PictureNames.RequireAsync(
            context,
            [.. named.SelectMany(one => one)],
            models,
            cancellationToken
        );
        var links = rows.Zip(
            named,
            (row, all) =>
                all.Select(
                    (one, at) =>
                        new PictureLinkRow
                        {
                            PictureId = row.Id,
                            Position = at,
                            PictureModelId = names[one.Key],
                            Weight = one.model.Weight,
                        }
                )
        );
        await BulkInsert.InsertAsync(context, [.. links.SelectMany(one => one)], cancellationToken);
    }

    /// <summary>Somebody may have removed the folder meanwhile.</summary>
    private async Task RequireFolderAsync(LibraryContext context, CancellationToken cancellationToken)
    {
        if (!await context.PictureFolders.AnyAsync(row => row.Id == folder.Id, cancellationToken))
            throw new LibraryException(
                FailureCode.Conflict,
                $"The picture folder {folder.Path} was removed while it was looked through."
            );
    }
}
