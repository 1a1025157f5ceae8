namespace BerryAIGen.Database.Models.Listing;

/// <summary>How a database finds models; each does it in its own way.</summary>
internal abstract class ModelSearch
{
    /// <summary>How many fit.</summary>
    /// <param name="context">The database.</param>
    /// <param name="query">What is wanted; its order and page play no part.</param>
    /// <param name="library">How many there are at all, by status.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public abstract Task<ModelCounts> CountAsync(
        LibraryContext context,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    );

    /// <summary>Those that fit, in no order.</summary>
    /// <param name="context">The database.</param>
    /// <param name="query">What is wanted; its order and page play no part.</param>
    /// <param name="found">How many fit: the best way depends on it.</param>
    /// <param name="library">How many there are at all.</param>
    public abstract IQueryable<ModelRow> Select(LibraryContext context, ModelQuery query, int found, int library);

    /// <summary>The revision and the running downloads in one look: another text whenever one of them changed.</summary>
    public abstract Task<string> ReadMarkAsync(LibraryContext context, CancellationToken cancellationToken);
}
