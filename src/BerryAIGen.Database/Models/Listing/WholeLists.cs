using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>Reads long lists of which most is known; each database tells in its own way that a row is the same.</summary>
internal abstract class WholeLists
{
    /// <summary>The models that fit, in order.</summary>
    /// <param name="database">The library.</param>
    /// <param name="connection">It, open.</param>
    /// <param name="filter">Which.</param>
    /// <param name="query">The order.</param>
    /// <param name="listed">Makes a model of a row.</param>
    /// <param name="written">Those that were written before; takes up those that changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<IReadOnlyList<WrittenModel>> ReadAsync(
        LibraryDatabase database,
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        ListedModels listed,
        WrittenModels written,
        CancellationToken cancellationToken
    );
}
