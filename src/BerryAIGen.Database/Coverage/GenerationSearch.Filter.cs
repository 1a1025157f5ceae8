using System.Globalization;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Database.Coverage;

// What is asked of the database.
public sealed partial class GenerationSearch
{
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
            .Add("c.last_version_at >= {0}", query.LastVersionAfter)
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
}
