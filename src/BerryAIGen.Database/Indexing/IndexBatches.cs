using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Catalog.Describing;

namespace BerryAIGen.Database.Indexing;

/// <summary>Reads headers and writes rows side by side: while one batch is written, the headers of the next are read.</summary>
internal sealed class IndexBatches(
    LibraryDatabase database,
    RowDescription rows,
    ModelDescriber describer,
    DescribedBy describedBy,
    Func<string, string?> previewOf,
    DateTime now
)
{
    /// <param name="works">What is to be described, in the order in which it is written.</param>
    /// <param name="gone">Rows whose files are not where they were.</param>
    /// <param name="origin">Where new models came from.</param>
    /// <param name="progress">Told after each batch; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    public async Task<(IndexWriter Writer, int Hashed)> RunAsync(
        IndexWork[] works,
        IEnumerable<KnownModel> gone,
        string origin,
        IProgress<RegistryIndexProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var isNew = works.Any(work => work.Row is null);
        var taken = await TakenIds.ReadAsync(context, works, cancellationToken);
        var bytes = await KnownBytes.ReadAsync(context, isNew ? gone : [], cancellationToken);
        var writer = new IndexWriter(database, rows, new ModelIds(taken), bytes, now);
        var batches = works.Chunk(IndexWriter.Batch).ToArray();
        var next = Start(batches.FirstOrDefault(), cancellationToken);
        for (var at = 0; at < batches.Length; at++)
        {
            var described = await next;
            next = Start(batches.ElementAtOrDefault(at + 1), cancellationToken);
            await writer.WriteAsync(described, origin, cancellationToken);
            progress?.Report(
                new RegistryIndexProgress(Math.Min((at + 1) * IndexWriter.Batch, works.Length), works.Length)
            );
        }

        return (writer, bytes.Hashed);
    }

    private Task<IReadOnlyList<(IndexWork, ModelDescription)>> Start(
        IndexWork[]? batch,
        CancellationToken cancellationToken
    ) =>
        batch is null
            ? Task.FromResult<IReadOnlyList<(IndexWork, ModelDescription)>>([])
            : Task.Run(
                () => IndexWork.Describe(batch, describer, describedBy, previewOf, cancellationToken),
                cancellationToken
            );
}
