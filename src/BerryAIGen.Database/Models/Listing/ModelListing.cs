using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>Answers what is in the library. Counts are remembered until any model changes.</summary>
public sealed class ModelListing(LibraryDatabase database)
{
    // Questions whose counts are remembered; whoever types makes a new one with each letter.
    private const int MostRemembered = 512;

    private volatile Remembered _remembered = new(
        Revision: -1,
        Library: new StatusCounts(new Dictionary<string, int>())
    );

    /// <summary>The models that fit, in order, and how many fit in all.</summary>
    /// <exception cref="LibraryException">A number of the query is out of its range.</exception>
    public Task<ModelPage<ModelInfo>> ReadAsync(ModelQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            (connection, filter, listed) => listed.ReadAsync(connection, filter, query, cancellationToken),
            cancellationToken
        );

    /// <summary>The same in an order that the database does not have.</summary>
    /// <param name="query">Which, and which part of them.</param>
    /// <param name="ranking">The order; null for the one of the question.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <exception cref="LibraryException">A number of the query is out of its range.</exception>
    public Task<ModelPage<ModelInfo>> ReadAsync(
        ModelQuery query,
        ModelRanking? ranking,
        CancellationToken cancellationToken
    ) =>
        ranking is null
            ? ReadAsync(query, cancellationToken)
            : ReadAsync(
                query,
                (connection, _, listed) =>
                    RankedModels.ReadAsync(
                        connection,
                        // The order is not the database's, so all that fit are gathered.
                        database.Search.FilterAll(query),
                        query,
                        listed,
                        ranking,
                        cancellationToken
                    ),
                cancellationToken
            );

    /// <summary>The same as they are written, of which most may be known.</summary>
    /// <exception cref="LibraryException">A number of the query is out of its range.</exception>
    public async Task<ModelPage<WrittenModel>> ReadAsync(
        ModelQuery query,
        WrittenModels written,
        CancellationToken cancellationToken
    )
    {
        var page = await ReadAsync(
                query,
                (connection, filter, listed) =>
                    database.WholeLists.ReadAsync(
                        database,
                        connection,
                        filter,
                        query,
                        listed,
                        written,
                        cancellationToken
                    ),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (query is { IsWhole: true, Offset: 0, Limit: null })
            written.KeepOnly(page.Models);
        return page;
    }

    private async Task<ModelPage<T>> ReadAsync<T>(
        ModelQuery query,
        Func<DbConnection, ModelFilter, ListedModels, Task<IReadOnlyList<T>>> read,
        CancellationToken cancellationToken
    )
    {
        query.Check();
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var (revision, downloads) = await LibraryState.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var remembered = await RememberedAsync(connection, revision, cancellationToken).ConfigureAwait(false);
        var counts = await CountAsync(connection, query, remembered, cancellationToken).ConfigureAwait(false);
        var library = remembered.Library;
        var models =
            counts.Total <= query.Offset
                ? []
                : await read(
                        connection,
                        database.Search.Filter(query, counts.Total, library.Total),
                        new ListedModels(downloads)
                    )
                    .ConfigureAwait(false);
        return new ModelPage<T>(models, counts, library.ToCounts());
    }

    /// <summary>One model.</summary>
    /// <exception cref="LibraryException">There is none with that id.</exception>
    public async Task<ModelInfo> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row =
            await context
                .Registry.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
                .ConfigureAwait(false)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
        var downloads = await ActiveDownloads.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        return ModelInfo.Of(row, downloads.Find(row));
    }

    /// <summary>What every list depends on: another text whenever one of them may have changed.</summary>
    public async Task<string> ReadMarkAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var seen = await database.Search.ReadMarkAsync(connection, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)))[..16];
    }

    private async Task<Remembered> RememberedAsync(
        DbConnection connection,
        long revision,
        CancellationToken cancellationToken
    )
    {
        if (_remembered is { } known && known.Revision == revision)
            return known;
        var library = await StatusCounts
            .ReadAsync(connection, new ModelFilter(), cancellationToken)
            .ConfigureAwait(false);
        return _remembered = new Remembered(revision, library);
    }

    private async Task<ModelCounts> CountAsync(
        DbConnection connection,
        ModelQuery query,
        Remembered remembered,
        CancellationToken cancellationToken
    )
    {
        if (query.IsWhole)
            return remembered.Library.ToCounts();
        var question = query with { Order = ModelOrder.Name, IsDescending = false, Offset = 0, Limit = null };
        if (remembered.Counts.TryGetValue(question, out var known))
            return known;
        var counts = await database
            .Search.CountAsync(connection, question, remembered.Library, cancellationToken)
            .ConfigureAwait(false);
        if (remembered.Counts.Count < MostRemembered)
            remembered.Counts[question] = counts;
        return counts;
    }

    private sealed record Remembered(long Revision, StatusCounts Library)
    {
        public ConcurrentDictionary<ModelQuery, ModelCounts> Counts { get; } = new();
    }
}
