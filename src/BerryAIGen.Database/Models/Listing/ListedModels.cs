using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>
/// Reads the models of a list straight from the database: only the columns that are told, and no objects in between, which
/// with a page of a hundred costs half of what the mapper does.
/// </summary>
internal static class ListedModels
{
    private const string Columns = """
        id, name, provider, size, description, capabilities, status, status_detail, metadata, local_path, download_url,
        checksum, disk_usage, last_used, download_date, model_type, base_model, format, creator, notes, user_tags,
        trained_words, origin
        """;

    public static async Task<IReadOnlyList<ModelInfo>> ReadAsync(
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        IReadOnlyDictionary<string, double> downloads,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        var page = query.Offset > 0 || query.Limit is not null;
        // Of constants and numbers; what a person typed goes in as parameters.
        var sql =
            $"SELECT {Columns} FROM model_registry AS {ModelFilter.Row}{filter.AddTo(command)} ORDER BY {ModelOrders.Of(query)}"
            + (page ? $" LIMIT {query.Limit ?? int.MaxValue} OFFSET {query.Offset}" : "");
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<ModelInfo> models = new(query.Limit ?? 0);
        // The same few lists of capabilities come again and again.
        Dictionary<string, string[]?> words = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            models.Add(Read(reader, downloads, words));
        return models;
    }

    private static ModelInfo Read(
        DbDataReader row,
        IReadOnlyDictionary<string, double> downloads,
        Dictionary<string, string[]?> words
    )
    {
        var id = row.GetString(0);
        var status = row.GetString(6);
        return new ModelInfo
        {
            Id = id,
            Name = row.GetString(1),
            Provider = row.GetString(2),
            Size = Number(row, 3) ?? 0,
            Description = row.GetString(4),
            Capabilities = Words(row.GetString(5), words) ?? [],
            Status = status,
            StatusDetail = Text(row, 7),
            DownloadProgress =
                status == ModelStatus.Downloading && downloads.TryGetValue(id, out var progress) ? progress : null,
            Metadata = ModelInfo.Json(row.GetString(8)),
            LocalPath = Text(row, 9),
            DownloadUrl = Text(row, 10),
            Checksum = Text(row, 11),
            DiskUsage = Number(row, 12),
            LastUsed = Seconds(row, 13),
            DownloadDate = Seconds(row, 14),
            ModelType = Text(row, 15),
            BaseModel = Text(row, 16),
            Format = Text(row, 17),
            Creator = Text(row, 18),
            Notes = Text(row, 19),
            Tags = Words(row.GetString(20), words),
            TrainedWords = Words(row.GetString(21), words),
            Origin = row.GetString(22),
        };
    }

    private static string[]? Words(string json, Dictionary<string, string[]?> known)
    {
        if (!known.TryGetValue(json, out var words))
            known[json] = words = ModelInfo.Words(json);
        return words;
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static double? Seconds(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : ModelInfo.Seconds(row.GetDateTime(column));
}
