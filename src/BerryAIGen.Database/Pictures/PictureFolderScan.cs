using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Folders;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Brings the rows of one folder up to what lies in it, a batch at a time: while one is written, the next one is read. What an
/// earlier run wrote is unchanged to the next one, and costs a look.
/// </summary>
internal sealed class PictureFolderScan(
    LibraryDatabase database,
    BerryLibrary library,
    PictureStore store,
    JobRun run,
    PictureFolderRow folder,
    PictureIndexResult result
)
{
    private const int Batch = 256;

    private readonly PictureWalk _walk = new(folder.Path, folder.IsRecursive, library.PictureFiles.Rules.Own);

    /// <param name="progress">Told from 0 to 1.</param>
    /// <param name="cancellationToken">Stops; what was written so far is right and stays.</param>
    /// <exception cref="LibraryException">The folder is not there, so nobody can say what of it is gone.</exception>
    public async Task RunAsync(Action<double> progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.Path))
            throw new LibraryException(
                FailureCode.NotFound,
                $"{folder.Path} is not there now: connect its drive, or remove the picture folder {folder.Id}. Its pictures stay listed."
            );
        var total = _walk.Paths(cancellationToken).Count();
        if (total == 0)
            await RequireNoneKnownAsync(cancellationToken);
        await ReadAllAsync(total, progress, cancellationToken);
        await ForgetGoneAsync(cancellationToken);
        await run.LogAsync(
            [.. _walk.Problems.Select(one => $"{one} may not be read; what is known of it stays as it was.")],
            "warning",
            cancellationToken
        );
    }

    private async Task ReadAllAsync(int total, Action<double> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var writing = Task.CompletedTask;
        try
        {
            foreach (var paths in _walk.Paths(cancellationToken).Chunk(Batch))
            {
                var read = await ReadAsync(paths, cancellationToken);
                await writing;
                progress((done += paths.Length) / (double)Math.Max(total, done));
                writing = store.WriteAsync(read, cancellationToken);
            }
        }
        finally
        {
            // Nothing goes on behind a run that ended.
            await writing;
        }
    }

    // A drive that is not mounted leaves an empty folder.
    private async Task RequireNoneKnownAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var known = await context.Pictures.CountAsync(row => row.FolderId == folder.Id, cancellationToken);
        if (known > 0)
            throw new LibraryException(
                FailureCode.NotFound,
                $"{folder.Path} is empty now, and {known} pictures of it are known: connect its drive, or remove the picture folder {folder.Id}. They stay listed."
            );
    }

    // What is new or another than it was, read.
    private async Task<IReadOnlyList<ReadFacts>> ReadAsync(string[] paths, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var known = await context
            .Pictures.Where(row => row.FolderId == folder.Id && paths.Contains(row.Path))
            .Select(row => new
            {
                row.Path,
                row.SizeBytes,
                row.ModifiedTicks,
            })
            .ToDictionaryAsync(row => row.Path, cancellationToken);
        var wanted = new List<FoundPicture>();
        foreach (var found in paths.Select(path => FoundPicture.Find(folder.Path, path)).OfType<FoundPicture>())
        {
            result.Seen++;
            var row = known.GetValueOrDefault(found.Path);
            if ((row?.SizeBytes, row?.ModifiedTicks) == (found.SizeBytes, found.ModifiedTicks))
                result.Unchanged++;
            else
                wanted.Add(found);
        }

        var read = new ReadFacts[wanted.Count];
        await Parallel.ForAsync(
            0,
            wanted.Count,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellationToken,
            },
            (at, _) =>
            {
                read[at] = ReadFacts.Of(wanted[at], library.Pictures.Read(wanted[at].FullPath));
                return ValueTask.CompletedTask;
            }
        );
        return read;
    }

    private async Task ForgetGoneAsync(CancellationToken cancellationToken)
    {
        for (long last = 0; ; )
        {
            await using var context = database.CreateContext();
            var rows = await context
                .Pictures.Where(row => row.FolderId == folder.Id && row.Id > last)
                .OrderBy(row => row.Id)
                .Take(Batch * 4)
                .Select(row => new
                {
                    row.Id,
                    row.Path,
                    row.Thumbnail,
                })
                .ToListAsync(cancellationToken);
            if (rows.Count == 0)
                return;
            last = rows[^1].Id;
            var gone = rows.Where(row => _walk.IsGone(row.Path)).ToArray();
            if (gone.Length == 0)
                continue;
            var ids = gone.Select(row => row.Id).ToArray();
            await WrittenByOther.RetryAsync(() =>
                run.WriteAsync(
                    (inner, stop) => inner.Pictures.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop),
                    cancellationToken
                )
            );
            library.PictureFiles.Thumbnails.Remove(gone.Select(row => row.Thumbnail).OfType<string>());
            result.Removed += gone.Length;
        }
    }
}
