using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Sqlite;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Coverage;

/// <summary>Finds models of the library for generating: by the words that the library's own search knows, and by what coverage says.</summary>
public sealed partial class GenerationSearch(LibraryDatabase database, CoverageKeeper keeper)
{
    private const int ShortestHash = 8;
    private const int LongestHash = 64;

    private const string Columns = """
        m.id, m.name, m.size, m.status, m.local_path, m.trained_words, c.verdict, c.facts, c.version_id, c.model_id,
        c.type, c.base_model, c.ecosystem, c.creator, c.tags, c.nsfw_level, c.checkpoint_type, c.status, c.availability,
        c.hashes, c.formats
        """;

    private const string Tables = "model_registry AS m JOIN generation_coverage AS c ON c.id = m.id";

    /// <summary>A page of them, and how many there are.</summary>
    /// <param name="query">Which.</param>
    /// <param name="gates">The gates of now.</param>
    /// <param name="caller">Whom they take whoever asks for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such page, or no such ecosystem.</exception>
    public async Task<(IReadOnlyList<FoundResource> Items, int Total)> FindAsync(
        GenerationQuery query,
        GateRules gates,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(query.Offset, query.Limit);
        var rules = await keeper.FollowAsync(cancellationToken);
        query = query with { Ecosystems = [.. query.Ecosystems.Select(rules.GetEcosystem).Distinct()] };
        return await LookAsync(query, gates, caller, cancellationToken);
    }

    /// <summary>The same, for one who has had the tables brought up; ecosystems are named by their ids.</summary>
    internal async Task<(IReadOnlyList<FoundResource> Items, int Total)> LookAsync(
        GenerationQuery query,
        GateRules gates,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!database.IsPostgreSql)
            SqlitePragmas.AddFunctions(connection);
        if (query is { Search: { } word, Hash: null } && IsHash(word.Trim()))
        {
            var byHash = query with { Search = null, Hash = word };
            if (await FindAsync(connection, byHash, gates, caller, cancellationToken) is { Total: > 0 } found)
                return found;
        }

        return await FindAsync(connection, query, gates, caller, cancellationToken);
    }

    private async Task<(IReadOnlyList<FoundResource> Items, int Total)> FindAsync(
        DbConnection connection,
        GenerationQuery query,
        GateRules gates,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        var filter = FilterOf(query, gates, caller);
        await using var counting = connection.CreateCommand();
        var count = $"SELECT count(*) FROM {Tables}{filter.AddTo(counting)}";
        counting.CommandText = count;
        var total = Convert.ToInt32(await counting.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        await using var command = connection.CreateCommand();
        var first = command.CreateParameter();
        (first.ParameterName, first.Value) = ("@first", query.Ecosystems is [var wanted, ..] ? wanted : "");
        command.Parameters.Add(first);
        // Of constants and numbers; what somebody asked for goes in as parameters.
        var sql =
            $"SELECT {Columns} FROM {Tables}{filter.AddTo(command)} ORDER BY CASE WHEN c.ecosystem = @first THEN 0 ELSE 1 END, m.name, m.id LIMIT {query.Limit} OFFSET {query.Offset}";
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<FoundResource> items = [];
        while (await reader.ReadAsync(cancellationToken))
            items.Add(Read(reader));
        return (items, total);
    }

    private static FoundResource Read(DbDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetInt64(2),
            reader.GetString(3),
            Text(reader, 4),
            ModelInfo.Words(reader.GetString(5)) ?? [],
            JsonSerializer.Deserialize(reader.GetString(6), CoverageJson.Default.CoverageVerdict)!,
            JsonSerializer.Deserialize(reader.GetString(7), CoverageJson.Default.ResourceFacts)!
        )
        {
            Type = Text(reader, 10),
            BaseModel = Text(reader, 11),
            Ecosystem = Text(reader, 12),
            Creator = Text(reader, 13),
            Tags = Lines(reader, 14),
            NsfwLevel = reader.GetInt64(15),
            CheckpointType = Text(reader, 16),
            SiteStatus = Text(reader, 17),
            Availability = Text(reader, 18),
            Hashes = Lines(reader, 19),
            Formats = Lines(reader, 20),
        };

    private static string? Text(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string[] Lines(DbDataReader reader, int column) =>
        reader.GetString(column).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsHash(string word) =>
        word.Length is >= ShortestHash and <= LongestHash && word.All(char.IsAsciiHexDigit);
}
