using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>What every list needs to know besides its models, read in one go.</summary>
internal static class LibraryState
{
    // The statuses of downloads that are not over.
    private const string Sql = """
        SELECT number FROM library_revision;
        SELECT model_id, progress FROM download_tasks
            WHERE status IN ('pending', 'downloading', 'paused', 'verifying') ORDER BY created_at;
        """;

    /// <summary>The library's revision, and how far the downloads of models are, 0 to 1.</summary>
    public static async Task<(long Revision, IReadOnlyDictionary<string, double> Downloads)> ReadAsync(
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var revision = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, double> downloads = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            downloads[reader.GetString(0)] = reader.GetDouble(1);
        return (revision, downloads);
    }
}
