using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>
/// Reads the models of a list straight from the database: only the columns that are told, and no objects in between, which
/// with a page of a hundred costs half of what the mapper does.
/// </summary>
internal sealed class ListedModels(IReadOnlyDictionary<string, double> downloads)
{
    /// <summary>What is told of a model, the id first.</summary>
    public const string Columns = """
        id, name, provider, size, description, capabilities, status, status_detail, metadata, local_path, download_url,
        checksum, disk_usage, last_used, download_date, model_type, base_model, format, creator, notes, user_tags,
        trained_words, origin, own_preview, preview_file, preview_level, version_group
        """;

    public const int ColumnCount = 27;

    // The same few lists of capabilities come again and again.
    private readonly Dictionary<string, string[]?> _words = new(StringComparer.Ordinal);

    /// <summary>The question for the models that fit, in order.</summary>
    /// <param name="columns">What is told of them.</param>
    /// <param name="filter">The condition, with the names of its places.</param>
    /// <param name="query">The order, and which part.</param>
    public static string Sql(string columns, string filter, ModelQuery query)
    {
        var page = query.Offset > 0 || query.Limit is not null;
        // Of constants and numbers; what a person typed goes in as parameters.
        return $"SELECT {columns} FROM model_registry AS {ModelFilter.Row}{filter} ORDER BY {ModelOrders.Of(query)}"
            + (page ? $" LIMIT {query.Limit ?? int.MaxValue} OFFSET {query.Offset}" : "");
    }

    public async Task<IReadOnlyList<ModelInfo>> ReadAsync(
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(Columns, filter.AddTo(command), query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<ModelInfo> models = new(query.Limit ?? 0);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            models.Add(Read(new ReaderRow(reader)));
        return models;
    }

    /// <summary>Models by their ids, in no order; one that is not there any more is left out.</summary>
    public async Task<IReadOnlyList<ModelInfo>> ReadAsync(
        DbConnection connection,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return [];
        await using var command = connection.CreateCommand();
        foreach (var (number, id) in ids.Index())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@i{number}", id);
            command.Parameters.Add(parameter);
        }

        // Of constants and numbers; the ids go in as parameters.
        var places = string.Join(", ", ids.Select((_, number) => $"@i{number}"));
        command.CommandText = $"SELECT {Columns} FROM model_registry WHERE id IN ({places})";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<ModelInfo> models = new(ids.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            models.Add(Read(new ReaderRow(reader)));
        return models;
    }

    /// <summary>The model of a row that has the <see cref="Columns"/>.</summary>
    public ModelInfo Read<TRow>(TRow row)
        where TRow : IListedRow
    {
        var (id, status) = (row.Text(0)!, row.Text(6)!);
        return new ModelInfo
        {
            Id = id,
            Name = row.Text(1)!,
            Provider = row.Text(2)!,
            Size = row.Number(3) ?? 0,
            Description = row.Text(4)!,
            Capabilities = Words(row.Text(5)!) ?? [],
            Status = status,
            StatusDetail = row.Text(7),
            DownloadProgress =
                status == ModelStatus.Downloading && downloads.TryGetValue(id, out var progress) ? progress : null,
            Metadata = ModelInfo.Json(row.Text(8)!),
            LocalPath = row.Text(9),
            DownloadUrl = row.Text(10),
            Checksum = row.Text(11),
            DiskUsage = row.Number(12),
            LastUsed = ModelInfo.Seconds(row.Time(13)),
            DownloadDate = ModelInfo.Seconds(row.Time(14)),
            ModelType = row.Text(15),
            BaseModel = row.Text(16),
            Format = row.Text(17),
            Creator = row.Text(18),
            Notes = row.Text(19),
            Tags = Words(row.Text(20)!),
            TrainedWords = Words(row.Text(21)!),
            Origin = row.Text(22)!,
            HasPreview = ModelInfo.IsShown(row.Text(23), row.Text(24), row.Text(9)),
            PreviewLevel = ModelInfo.LevelOf(row.Text(23), (int?)row.Number(25)),
            VersionGroup = row.Text(26),
        };
    }

    private string[]? Words(string json)
    {
        if (!_words.TryGetValue(json, out var words))
            _words[json] = words = ModelInfo.Words(json);
        return words;
    }
}
