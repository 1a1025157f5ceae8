using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Folders;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>The folders of pictures that the server keeps lists of; the folders themselves are only ever read.</summary>
public sealed class PictureFolders(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    private const int RowsAtOnce = 1000;

    /// <summary>All of them, by path, with what is in them.</summary>
    public async Task<IReadOnlyList<CountedFolder>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await context.PictureFolders.AsNoTracking().OrderBy(row => row.Path).ToListAsync(cancellationToken);
        var counts = await context
            .Pictures.GroupBy(row => row.FolderId)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Unreadable = group.Count(row => row.Failure != null),
                Thumbnails = group.Count(row => row.Thumbnail != null),
            })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        return
        [
            .. rows.Select(row =>
                counts.TryGetValue(row.Id, out var count)
                    ? new CountedFolder(row, count.Count, count.Unreadable, count.Thumbnails)
                    : new CountedFolder(row, 0, 0, 0)
            ),
        ];
    }

    /// <summary>Adds one; who names one that is there with the same wish gets that one.</summary>
    /// <exception cref="LibraryException">It may not be one, or shares pictures with another.</exception>
    public async Task<PictureFolderRow> AddAsync(string? path, bool isRecursive, CancellationToken cancellationToken)
    {
        var full = library.PictureFiles.Rules.Check(path);
        return await WrittenByOther.RetryAsync(async () =>
        {
            await using var context = database.CreateContext();
            var all = await context.PictureFolders.AsNoTracking().ToListAsync(cancellationToken);
            if (all.Find(row => row.Path == full && row.IsRecursive == isRecursive) is { } same)
                return same;
            if (all.Find(row => PictureFolderRules.Overlap(full, isRecursive, row.Path, row.IsRecursive)) is { } other)
                throw new LibraryException(
                    FailureCode.Conflict,
                    $"{full} and the picture folder {other.Path} ({other.Id}) would have the same pictures; remove that one first."
                );
            var added = new PictureFolderRow
            {
                Path = full,
                IsRecursive = isRecursive,
                AddedAt = time.GetUtcNow().UtcDateTime,
            };
            context.PictureFolders.Add(added);
            await context.SaveChangesAsync(cancellationToken);
            return added;
        });
    }

    /// <summary>Forgets one, its pictures' rows and thumbnails; no file of it is touched.</summary>
    /// <returns>The folder, and how many pictures were forgotten.</returns>
    /// <exception cref="LibraryException">There is no such folder.</exception>
    public async Task<(PictureFolderRow Folder, int Pictures)> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var folder =
            await context.PictureFolders.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw Unknown(id);
        var forgotten = 0;
        // A row at a time is slow, and all at once a long transaction.
        while (await TakeAsync(context, id, cancellationToken) is { Count: > 0 } rows)
        {
            var ids = rows.Select(row => row.Id).ToArray();
            await WrittenByOther.RetryAsync(() =>
                context.Pictures.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken)
            );
            library.PictureFiles.Thumbnails.Remove(rows.Select(row => row.Thumbnail).OfType<string>());
            forgotten += rows.Count;
        }

        await WrittenByOther.RetryAsync(() =>
            context.PictureFolders.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken)
        );
        await WrittenByOther.RetryAsync(() => ForgetNamesAsync(context, cancellationToken));
        return (folder, forgotten);
    }

    /// <exception cref="LibraryException">One is not there; the message names it.</exception>
    internal static async Task<IReadOnlyList<PictureFolderRow>> ReadAsync(
        LibraryContext context,
        IReadOnlyList<long> ids,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .PictureFolders.AsNoTracking()
            .Where(row => ids.Count == 0 || ids.Contains(row.Id))
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return ids.Except(rows.Select(row => row.Id)).Select(id => (long?)id).FirstOrDefault() is { } missing
            ? throw Unknown(missing)
            : rows;
    }

    /// <summary>What no picture calls a model any more.</summary>
    internal static Task<int> ForgetNamesAsync(LibraryContext context, CancellationToken cancellationToken) =>
        context
            .PictureModels.Where(row => !context.PictureLinks.Any(link => link.PictureModelId == row.Id))
            .ExecuteDeleteAsync(cancellationToken);

    private static async Task<List<(long Id, string? Thumbnail)>> TakeAsync(
        LibraryContext context,
        long folder,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await context
                    .Pictures.Where(row => row.FolderId == folder)
                    .OrderBy(row => row.Id)
                    .Take(RowsAtOnce)
                    .Select(row => new { row.Id, row.Thumbnail })
                    .ToListAsync(cancellationToken)
            ).Select(row => (row.Id, row.Thumbnail)),
        ];

    private static LibraryException Unknown(long id) =>
        new(FailureCode.NotFound, $"There is no picture folder {id}; /api/pictures/folders lists them.");
}

/// <param name="Folder">The folder.</param>
/// <param name="Pictures">How many pictures it has.</param>
/// <param name="Unreadable">How many of them could not be read.</param>
/// <param name="Thumbnails">How many have a thumbnail.</param>
public sealed record CountedFolder(PictureFolderRow Folder, int Pictures, int Unreadable, int Thumbnails);
