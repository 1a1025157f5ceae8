using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Folders;
using BerryAIGen.Library.Pictures.Thumbnails;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Makes the thumbnails of a folder's pictures that have none, or whose file is not here any more, in as many children as there
/// are cores.
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
        await ForgetLostAsync(cancellationToken);
        var cores = Environment.ProcessorCount;
        var (done, total, last) = (0, 0, 0L);
        await using (var context = database.CreateContext())
            total = await Open(context).CountAsync(cancellationToken);
        while (done < total)
        {
            var wishes = await TakeAsync(last, cores * PictureThumbnails.AtOnce, cancellationToken);
            if (wishes.Count == 0)
                return;
            last = wishes[^1].Id;
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
            await WriteAsync(
                [.. made.SelectMany(one => one).Select(one => (one.First, one.Second))],
                cancellationToken
            );
            progress((done += wishes.Count) / (double)Math.Max(done, total));
        }
    }

    // Somebody emptied the folder, or another machine made them.
    private async Task ForgetLostAsync(CancellationToken cancellationToken)
    {
        for (long last = 0; ; )
        {
            await using var context = database.CreateContext();
            var rows = await context
                .Pictures.Where(row => row.FolderId == folder.Id && row.Id > last && row.Thumbnail != null)
                .OrderBy(row => row.Id)
                .Take(RowsAtOnce)
                .Select(row => new { row.Id, row.Thumbnail })
                .ToListAsync(cancellationToken);
            if (rows.Count == 0)
                return;
            last = rows[^1].Id;
            var lost = rows.Where(row => !library.PictureFiles.Thumbnails.Has(row.Thumbnail!))
                .Select(row => row.Id)
                .ToArray();
            if (lost.Length > 0)
                await WrittenByOther.RetryAsync(() =>
                    run.WriteAsync(
                        (inner, stop) =>
                            inner
                                .Pictures.Where(row => lost.Contains(row.Id))
                                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Thumbnail, (string?)null), stop),
                        cancellationToken
                    )
                );
        }
    }

    private IQueryable<PictureRow> Open(LibraryContext context) =>
        context.Pictures.Where(row =>
            row.FolderId == folder.Id
            && row.Failure == null
            && row.Thumbnail == null
            && row.ThumbnailProblem == null
            && Kinds.Contains(row.Kind)
        );

    private async Task<IReadOnlyList<Wanted>> TakeAsync(long after, int count, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await Open(context)
            .Where(row => row.Id > after)
            .OrderBy(row => row.Id)
            .Take(count)
            .Select(row => new
            {
                row.Id,
                row.Path,
                row.SizeBytes,
                row.ModifiedTicks,
                row.Width,
                row.Height,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new Wanted(
                row.Id,
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
                        var problem = thumbnail.MayPass ? null : thumbnail.Problem;
                        await context
                            .Pictures.Where(row => row.Id == wanted.Id)
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(row => row.Thumbnail, thumbnail.Key)
                                        .SetProperty(row => row.ThumbnailProblem, problem),
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

    private sealed record Wanted(long Id, ThumbnailWish Wish);
}
