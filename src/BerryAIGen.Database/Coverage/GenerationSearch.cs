using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.Sqlite;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Coverage;

/// <summary>Finds models of the library for generating: by the words that the library's own search knows, and by what coverage says.</summary>
public sealed class GenerationSearch(LibraryDatabase database, CoverageKeeper keeper)
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

    private ModelFilter FilterOf(GenerationQuery query, GateRules gates, string? caller)
    {
        var words = new ModelQuery { Search = query.Search };
        var lower = database.IsPostgreSql ? SmallLetters.PostgreSqlName : SmallLetters.SqliteName;
        var filter = database
            .Search.Filter(words, 0, 0)
            .Add(Within("m.id"), List(query.Ids))
            .Add("c.version_id = {0}", query.VersionId)
            .Add(Within("CAST(c.version_id AS TEXT)"), List(query.VersionIds))
            .Add("c.model_id = {0}", query.ModelId)
            .Add(Within("CAST(c.model_id AS TEXT)"), List(query.ModelIds))
            .Add(Within($"{lower}(c.type)"), List([.. query.Types.Select(type => Small(type)!)]))
            .Add(Within("c.ecosystem"), query.Pairs.Count == 0 ? List(query.Ecosystems) : null)
            .Add(
                $"({Within("c.type || '/' || coalesce(c.ecosystem, '-')")} OR {Within("c.type || '/*'")})",
                List([.. query.Pairs.Select(pair => $"{pair.Type}/{pair.Ecosystem ?? "*"}")])
            )
            .Add($"{lower}(c.base_model) = {{0}}", Small(query.BaseModel))
            .Add($"{lower}(c.checkpoint_type) = {{0}}", Small(query.CheckpointType))
            .Add($"{lower}(c.creator) = {{0}}", Small(query.User))
            .Add($"{lower}(c.status) = {{0}}", Small(query.Status))
            .Add($"{lower}(c.availability) = {{0}}", Small(query.Availability))
            .Add($"c.tags LIKE {{0}} ESCAPE '{WordLine.Escape}'", Whole(query.Tag))
            .Add($"c.formats LIKE {{0}} ESCAPE '{WordLine.Escape}'", Whole(query.Format))
            .Add(
                $"c.hashes LIKE {{0}} ESCAPE '{WordLine.Escape}'",
                query.Hash is { } hash ? WordLine.Beginning(hash) : null
            )
            // Bits: the highest level is below twice the one that is allowed.
            .Add("c.nsfw_level < {0}", query.MaxNsfwLevel * 2)
            .Add($"{Number("c.is_real_person")} = {{0}}", Number(query.IsRealPerson))
            .Add($"{Number("c.is_minor")} = {{0}}", Number(query.IsMinor))
            .Add($"{Number("c.cannot_promote")} = {{0}}", Number(query.CannotPromote));
        var (ecosystems, versions) = ClosedTo(gates, caller, onlyHidden: true);
        filter
            .Add($"NOT {Within("c.ecosystem")}", ecosystems)
            .Add($"NOT {Within("CAST(c.version_id AS TEXT)")}", versions);
        return Generates(filter, query, gates, caller);
    }

    // The gates of now stand in the question, so nothing kept has to follow them.
    private ModelFilter Generates(ModelFilter filter, GenerationQuery query, GateRules gates, string? caller)
    {
        if (query.CanGenerate is not { } can)
            return filter;
        var (ecosystems, versions) = ClosedTo(gates, caller, onlyHidden: false);
        var places = query.At switch
        {
            CoveragePlace.Civitai => Number("c.at_civitai"),
            CoveragePlace.Home => Number("c.at_home"),
            _ => $"{Number("c.at_civitai")} + {Number("c.at_home")}",
        };
        if (can)
            return filter
                .Add($"({places} > {{0}})", 0L)
                .Add($"NOT {Within("c.ecosystem")}", ecosystems)
                .Add($"NOT {Within("CAST(c.version_id AS TEXT)")}", versions);
        // One value, so that it is one condition: an empty list is none.
        return filter.Add(
            $"({places} = 0 OR {Within("c.ecosystem")} OR {Within("CAST(c.version_id AS TEXT)")})",
            $"{ecosystems ?? "\n"}{versions ?? "\n"}"
        );
    }

    private static (string? Ecosystems, string? Versions) ClosedTo(GateRules gates, string? caller, bool onlyHidden) =>
        (List(gates.EcosystemsClosedTo(caller, onlyHidden)), List(gates.VersionsClosedTo(caller, onlyHidden)));

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

    // As it is written: LIKE would take signs of the column for patterns, and each database its own view of capitals.
    private string Within(string column) =>
        $"({(database.IsPostgreSql ? "strpos" : "instr")}({{0}}, '\n' || coalesce({column}, '-') || '\n') > 0)";

    private static string Number(string column) => $"(CASE WHEN {column} THEN 1 ELSE 0 END)";

    private static long? Number(bool? wanted) =>
        wanted is { } yes
            ? yes
                ? 1
                : 0
            : null;

    // Between line ends, which no word of these columns has.
    private static string? List(IReadOnlyList<string> words) =>
        words.Count == 0 ? null : $"\n{string.Join('\n', words.Select(word => word.ReplaceLineEndings(" ")))}\n";

    private static string? List(IReadOnlyList<long> numbers) =>
        List([.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    private static string? Small(string? word) => word is null ? null : SmallLetters.Of(word.Trim());

    private static string? Whole(string? word) => word is null ? null : WordLine.Whole(word);

    private static bool IsHash(string word) =>
        word.Length is >= ShortestHash and <= LongestHash && word.All(char.IsAsciiHexDigit);
}

/// <summary>A model of the library.</summary>
/// <param name="Id">Its row in the registry.</param>
/// <param name="Name">For people.</param>
/// <param name="SizeBytes">Of its file.</param>
/// <param name="Status">One of <see cref="ModelStatus"/>.</param>
/// <param name="Path">Where its file lies; null when it does not.</param>
/// <param name="TrainedWords">Its trigger words.</param>
/// <param name="Verdict">Whether it generates, without gates.</param>
/// <param name="Facts">What decides about it.</param>
public sealed record FoundResource(
    string Id,
    string Name,
    long? SizeBytes,
    string Status,
    string? Path,
    IReadOnlyList<string> TrainedWords,
    CoverageVerdict Verdict,
    ResourceFacts Facts
)
{
    public string? Type { get; init; }

    public string? BaseModel { get; init; }

    public string? Ecosystem { get; init; }

    public string? Creator { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public long NsfwLevel { get; init; }

    public string? CheckpointType { get; init; }

    public string? SiteStatus { get; init; }

    public string? Availability { get; init; }

    public IReadOnlyList<string> Hashes { get; init; } = [];

    public IReadOnlyList<string> Formats { get; init; } = [];
}
