using System.Data.Common;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// Finds models. The full-text table counts, words and filters in one question; which models are on the page is found by
/// the way that is quick for as many as there are.
/// </summary>
internal sealed class SqliteModelSearch : ModelSearch
{
    // Looking up this many and sorting them is quicker than going through the library in order.
    private const int Few = 2000;

    // From here on the page is full after a few hundred models, and asking of each is quicker than gathering all that fit,
    // as long as the table has an index of beginnings that short.
    private const double Many = 0.2;

    public override async Task<ModelCounts> CountAsync(
        DbConnection connection,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    )
    {
        if (FullTextQuestion.Of(query) is not { } question)
            return (
                await StatusCounts.ReadAsync(connection, new ModelFilter().WithinBounds(query), cancellationToken)
            ).ToCounts();
        if (query.IsBounded)
            return (await StatusCounts.ReadAsync(connection, LookUp(query, question), cancellationToken)).ToCounts();

        // The table meets rare words quickly: of the states all are counted but the commonest, which is the rest.
        var common = ModelStatus.All.MaxBy(status => library.ByStatus.GetValueOrDefault(status))!;
        string[] rare =
        [
            .. ModelStatus.All.Where(status => status != common && library.ByStatus.GetValueOrDefault(status) > 0),
        ];
        var found = await CountAsync(
            connection,
            [question, .. rare.Select(status => FullTextQuestion.With(question, status))],
            cancellationToken
        );
        var counts = rare.Zip(found.Skip(1)).ToDictionary(pair => pair.First, pair => pair.Second);
        counts[common] = found[0] - counts.Values.Sum();
        return new StatusCounts(counts).ToCounts();
    }

    public override ModelFilter Filter(ModelQuery query, int found, int library) =>
        FullTextQuestion.Of(query) is not { } question ? new ModelFilter().WithinBounds(query)
        : found <= Few ? LookUp(query, question)
        : !query.HasWords ? ColumnFilters.Of(query)
        : found > library * Many && query.HasOnlyShortWords ? AskOfEach(query, question)
        : GatherNumbers(query, question);

    public override ModelFilter FilterAll(ModelQuery query) =>
        query.HasWords && FullTextQuestion.Of(query) is { } question
            ? LookUp(query, question)
            : ColumnFilters.Of(query);

    // What is left of the path when all behind the last slash is taken away.
    public override string Folder =>
        $"rtrim(rtrim(m.local_path, replace(m.local_path, '{Path.DirectorySeparatorChar}', '')), '{Path.DirectorySeparatorChar}')";

    public override string WordsOf(string column) => $", json_each(m.{column}) AS w";

    public override string WithoutCase(string value) => $"{value} COLLATE NOCASE";

    public override Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ModelSearchTable.TidyAsync(connection, cancellationToken);

    private static ModelFilter LookUp(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                m.id IN (SELECT i.id FROM model_search s JOIN model_search_ids i ON i.number = s.rowid
                    WHERE model_search MATCH {0})
                """,
                question
            )
            .WithinBounds(query);

    private static ModelFilter AskOfEach(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                EXISTS (SELECT 1 FROM model_search WHERE model_search MATCH {0}
                    AND rowid = (SELECT number FROM model_search_ids WHERE id = m.id))
                """,
                question
            )
            .WithinBounds(query);

    private static ModelFilter GatherNumbers(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                (SELECT number FROM model_search_ids WHERE id = m.id)
                    IN (SELECT rowid FROM model_search WHERE model_search MATCH {0})
                """,
                question
            )
            .WithinBounds(query);

    // All in one statement.
    private static async Task<int[]> CountAsync(
        DbConnection connection,
        string[] questions,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        List<string> counts = [];
        foreach (var (number, question) in questions.Index())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@q{number}", question);
            command.Parameters.Add(parameter);
            counts.Add($"(SELECT count(*) FROM model_search WHERE model_search MATCH @q{number})");
        }

        // Of constants and numbers; the questions go in as parameters.
        var sql = $"SELECT {string.Join(", ", counts)}";
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return [.. questions.Select((_, number) => reader.GetInt32(number))];
    }

    protected override string Mark => "group_concat(model_id || progress || status)";
}
