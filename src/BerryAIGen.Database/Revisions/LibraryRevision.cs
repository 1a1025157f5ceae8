using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Revisions;

/// <summary>Tells whether any model came, changed or went since one last looked.</summary>
public static class LibraryRevision
{
    /// <summary>The number of now; whatever is read after it is at least as new.</summary>
    public static Task<long> ReadAsync(LibraryContext context, CancellationToken cancellationToken) =>
        context
            .Revisions.Where(row => row.Id == RevisionRow.TheOne)
            .Select(row => row.Number)
            .FirstAsync(cancellationToken);

    /// <summary>The same on a connection of one's own.</summary>
    internal static async Task<long> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number FROM library_revision";
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
