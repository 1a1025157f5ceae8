using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Folders;
using BerryAIGen.Library.Pictures.Thumbnails;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Makes the thumbnails of a folder's pictures that have none on this machine, in as many children as there are cores. A row
/// keeps the key of one that others have: it is the same everywhere.
/// </summary>
internal sealed class PictureThumbnailRun(
    LibraryDatabase database,
    BerryLibrary library,
    JobRun run,
    PictureFolderRow folder,
    PictureIndexResult result
)
{
    private const int RowsAtOnce = 1000;
    private static readonly string[] Kinds = ["png", "jpeg", "webp", "gif", "avif", "heic"];

    /// <param name="progress">Told from 0 to 1.</param>
    /// <param name="cancellationToken">Stops; the next run makes the rest.</param>
    public async Task RunAsync(Action<double> progress, CancellationToken cancellationToken)
    {
        var (done, total) = (0, 0);
        await using (var context = database.CreateContext())
            total = await Open(context).CountAsync(cancellationToken);
        for (long last = 0; ; )
        {
            var rows = await TakeAsync(last, cancellationToken);
            if (rows.Count == 0)
                return;
            last = rows[^1].Id;
            foreach (var piece in rows.Chunk(Environment.ProcessorCount * PictureThumbnails.AtOnce))
            {
                Wanted[] lacking = [.. piece.Where(one => !IsHere(one))];
                if (lacking.Length > 0)
                    await WriteAsync(await MakeAsync(lacking, cancellationToken), cancellationToken);
                progress((done += piece.Length) / (double)Math.Max(done, total));
            }
        }
    }

    // Somebody may have emptied the folder, and another server has only those that it made itself.
    private bool IsHere(Wanted wanted) => wanted.Key is { } key && library.PictureFiles.Thumbnails.Has(key);

    private async Task<IReadOnlyList<(Wanted Wanted, MadeThumbnail Made)>> MakeAsync(
        IReadOnlyCollection<Wanted> wishes,
        CancellationToken cancellationToken
    )
    {
        var cores = Environment.ProcessorCount;
        // Not the ceiling of sixteen each: with few pictures every core has some.
        var size = Math.Min(PictureThumbnails.AtOnce, (wishes.Count + cores - 1) / cores);
        var made = await Task.WhenAll(
            wishes
                .Chunk(size)
                .Select(async piece =>
                    piece.Zip(
                        await library.PictureFiles.Thumbnails.MakeAsync(
                            [.. piece.Select(one => one.Wish)],
                            cancellationToken
                        )
                    )
                )
        );
        return [.. made.SelectMany(one => one)];
    }

    private IQueryable<PictureRow> Open(LibraryContext context) =>
        context.Pictures.Where(row =>
            row.FolderId == folder.Id && row.Failure == null && row.ThumbnailProblem == null && Kinds.Contains(row.Kind)
        );

    private async Task<IReadOnlyList<Wanted>> TakeAsync(long after, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await Open(context)
            .Where(row => row.Id > after)
            .OrderBy(row => row.Id)
            .Take(RowsAtOnce)
            .Select(row => new
            {
                row.Id,
                row.Path,
                row.SizeBytes,
                row.ModifiedTicks,
                row.Width,
                row.Height,
                row.Thumbnail,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new Wanted(
                row.Id,
                row.Thumbnail,
                new ThumbnailWish(
                    new FoundPicture(row.Path, Path.Combine(folder.Path, row.Path), row.SizeBytes, row.ModifiedTicks),
                    (long?)row.Width * row.Height
                )
            )),
        ];
    }

    private async Task WriteAsync(
        IReadOnlyList<(Wanted Wanted, MadeThumbnail Made)> made,
        CancellationToken cancellationToken
    )
    {
        await WrittenByOther.RetryAsync(() =>
            run.WriteAsync(
                async (context, stop) =>
                {
                    foreach (var (wanted, thumbnail) in made)
                    {
                        // What may pass is not written down, so the next run tries again.
                        if (thumbnail.MayPass)
                            continue;
                        var (key, picture) = (thumbnail.Key, wanted.Wish.Picture);
                        // The file may have changed meanwhile, and the row with it. A key that is there stays: another
                        // server has the thumbnail.
                        await context
                            .Pictures.Where(row =>
                                row.Id == wanted.Id
                                && row.SizeBytes == picture.SizeBytes
                                && row.ModifiedTicks == picture.ModifiedTicks
                            )
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(row => row.Thumbnail, row => key ?? row.Thumbnail)
                                        .SetProperty(row => row.ThumbnailProblem, thumbnail.Problem),
                                stop
                            );
                    }
                },
                cancellationToken
            )
        );
        var failed = made.Where(one => one.Made.Problem is not null).ToArray();
        await run.LogAsync(
            [
                .. failed.Select(one =>
                    $"{one.Wanted.Wish.Picture.FullPath}: {one.Made.Problem}{(one.Made.MayPass ? " The next index tries again." : "")}"
                ),
            ],
            "warning",
            cancellationToken
        );
        result.Thumbnails += made.Count - failed.Length;
        result.WithoutThumbnail += failed.Length;
    }

    private sealed record Wanted(long Id, string? Key, ThumbnailWish Wish);
}
