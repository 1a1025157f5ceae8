using System.Collections.Concurrent;
using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>
/// Counts by what a list can be narrowed by, so that a person sees what is behind each choice before he makes it. What is
/// counted is remembered until any model changes.
/// </summary>
public sealed class ModelFacets(LibraryDatabase database)
{
    /// <summary>The most values of one facet.</summary>
    public const int Most = 200;

    // Whoever types makes a new question with each letter.
    private const int MostRemembered = 64;

    // What is chosen in the facet itself does not narrow it: the other choices would vanish.
    private static readonly (string Name, string Value, Func<ModelQuery, ModelQuery> Without)[] All =
    [
        ("provider", "m.provider", query => query with { Provider = null }),
        ("type", "m.model_type", query => query with { ModelType = null }),
        ("base", "m.base_model", query => query with { BaseModel = null }),
        ("status", "m.status", query => query with { Status = null }),
    ];

    private static readonly (string Name, string Column, Func<ModelQuery, ModelQuery> Without)[] Arrays =
    [
        ("tag", "user_tags", query => query with { Tag = null }),
        ("capability", "capabilities", query => query with { Capability = null }),
    ];

    private volatile Remembered _remembered = new(-1);

    /// <summary>The commonest values of each facet, by its name.</summary>
    /// <param name="query">What is wanted; its order and page play no part.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>> ReadAsync(
        ModelQuery query,
        CancellationToken cancellationToken
    )
    {
        query = query with { Order = ModelOrder.Name, IsDescending = false, Offset = 0, Limit = null };
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var (revision, _) = await LibraryState.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var remembered =
            _remembered is { } known && known.Revision == revision ? known : _remembered = new Remembered(revision);
        if (remembered.Counts.TryGetValue(query, out var counts))
            return counts;
        var search = database.Search;
        Dictionary<string, IReadOnlyList<FacetCount>> found = new(StringComparer.Ordinal);
        foreach (var (name, value, without) in All)
            found[name] = await CountAsync(connection, value, "", without(query), cancellationToken)
                .ConfigureAwait(false);
        foreach (var (name, column, without) in Arrays)
            found[name] = await CountAsync(
                    connection,
                    "w.value",
                    search.WordsOf(column),
                    without(query),
                    cancellationToken,
                    $"m.{column} <> '[]'"
                )
                .ConfigureAwait(false);
        found["folder"] = await CountFoldersAsync(connection, query with { Folder = null }, cancellationToken)
            .ConfigureAwait(false);
        if (remembered.Counts.Count < MostRemembered)
            remembered.Counts[query] = found;
        return found;
    }

    // Values that differ by case alone are one, as they are for the filter; texts are constants, and what a person typed
    // goes in as parameters.
    private async Task<IReadOnlyList<FacetCount>> CountAsync(
        DbConnection connection,
        string value,
        string also,
        ModelQuery query,
        CancellationToken cancellationToken,
        string? condition = null
    )
    {
        var filter = database.Search.FilterAll(query);
        await using var command = connection.CreateCommand();
        var where = filter.AddTo(command);
        var sql = $"""
            SELECT min({value}), count(*) FROM model_registry AS {ModelFilter.Row}{also}{where}
                {(where.Length == 0 ? "WHERE" : "AND")} {value} <> ''{(condition is null ? "" : $" AND {condition}")}
            GROUP BY {database.Search.WithoutCase(value)} ORDER BY 2 DESC, 1 LIMIT {Most}
            """;
        command.CommandText = sql;
        List<FacetCount> counts = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            counts.Add(new FacetCount(reader.GetString(0), reader.GetInt32(1)));
        return counts;
    }

    // As the filter takes them: with all that lies below, and by their exact names.
    private async Task<IReadOnlyList<FacetCount>> CountFoldersAsync(
        DbConnection connection,
        ModelQuery query,
        CancellationToken cancellationToken
    )
    {
        var filter = database.Search.FilterAll(query);
        var folder = database.Search.Folder;
        await using var command = connection.CreateCommand();
        var where = filter.AddTo(command);
        var sql = $"""
            SELECT {folder}, count(*) FROM model_registry AS {ModelFilter.Row}{where}
                {(where.Length == 0 ? "WHERE" : "AND")} {folder} <> '' GROUP BY 1
            """;
        command.CommandText = sql;
        List<FacetCount> direct = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            direct.Add(new FacetCount(reader.GetString(0), reader.GetInt32(1)));
        return [.. FolderCounts.WithThoseAbove(direct).Take(Most)];
    }

    private sealed record Remembered(long Revision)
    {
        public ConcurrentDictionary<
            ModelQuery,
            IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>
        > Counts { get; } = new();
    }
}

/// <summary>How many models there are behind a choice.</summary>
/// <param name="Value">What the list is asked for.</param>
/// <param name="Count">How many of them fit all that else is asked for.</param>
public sealed record FacetCount(string Value, int Count);
