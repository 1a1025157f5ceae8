using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>How a database finds models; each does it in its own way.</summary>
internal abstract class ModelSearch
{
    /// <summary>How many fit.</summary>
    /// <param name="connection">The database, open.</param>
    /// <param name="query">What is wanted; its order and page play no part.</param>
    /// <param name="library">How many there are at all, by status.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public abstract Task<ModelCounts> CountAsync(
        DbConnection connection,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    );

    /// <summary>Those that fit.</summary>
    /// <param name="query">What is wanted; its order and page play no part.</param>
    /// <param name="found">How many fit: the best way depends on it.</param>
    /// <param name="library">How many there are at all.</param>
    public abstract ModelFilter Filter(ModelQuery query, int found, int library);

    /// <summary>All that fit, for those who count them: no order and no page plays a part.</summary>
    public abstract ModelFilter FilterAll(ModelQuery query);

    /// <summary>The folder of a row, as an expression.</summary>
    public abstract string Folder { get; }

    /// <summary>Joins the words of a column to its row, as <c>w.value</c>.</summary>
    public abstract string WordsOf(string column);

    /// <summary>The same for words that differ by case alone.</summary>
    public abstract string WithoutCase(string value);

    /// <summary>Puts its tables in order after many writes, in small steps; questions are answered quicker then.</summary>
    public virtual Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>How the database puts all that is told of running downloads into one text.</summary>
    protected abstract string Mark { get; }

    /// <summary>The revision and the running downloads in one look: another text whenever one of them changed.</summary>
    /// <remarks>Asked with every list, so it goes straight to the connection.</remarks>
    public async Task<string> ReadMarkAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT number || coalesce((SELECT {Mark} FROM download_tasks
                WHERE status IN ('pending', 'downloading', 'paused', 'verifying')), '')
            FROM library_revision
            """;
        return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
