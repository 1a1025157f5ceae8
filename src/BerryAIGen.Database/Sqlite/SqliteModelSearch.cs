using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// Finds models. The full-text table counts, words and filters in one question; which models are on the page is found by
/// the way that is quick for as many as there are.
/// </summary>
internal sealed class SqliteModelSearch : ModelSearch
{
    // Looking up this many and sorting them is quicker than going through the library in order.
    private const int Few = 2000;

    // From here on most of the models that one comes by fit, and asking of each is quicker than gathering all that do, as
    // long as the table has an index of beginnings that short.
    private const double Most = 0.8;

    public override async Task<ModelCounts> CountAsync(
        LibraryContext context,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    )
    {
        if (FullTextQuestion.Of(query) is not { } question)
            return (await StatusCounts.ReadAsync(context.Registry.WithinSizes(query), cancellationToken)).ToCounts();
        if (query.MinSize is not null || query.MaxSize is not null)
            return (await StatusCounts.ReadAsync(LookUp(context, query, question), cancellationToken)).ToCounts();

        // The table meets rare words quickly: of the states all are counted but the commonest, which is the rest.
        var total = await CountAsync(context, question, cancellationToken);
        var common = ModelStatus.All.MaxBy(status => library.ByStatus.GetValueOrDefault(status))!;
        Dictionary<string, int> counts = [];
        foreach (var status in ModelStatus.All.Where(status => status != common))
            counts[status] =
                total == 0 || library.ByStatus.GetValueOrDefault(status) == 0
                    ? 0
                    : await CountAsync(context, FullTextQuestion.With(question, status), cancellationToken);
        counts[common] = total - counts.Values.Sum();
        return new StatusCounts(counts).ToCounts();
    }

    public override IQueryable<ModelRow> Select(LibraryContext context, ModelQuery query, int found, int library) =>
        FullTextQuestion.Of(query) is not { } question ? context.Registry.WithinSizes(query)
        : found <= Few ? LookUp(context, query, question)
        : !query.HasWords ? ColumnFilters.Of(context, query)
        : found > library * Most && query.HasOnlyShortWords ? AskOfEach(context, query, question)
        : GatherNumbers(context, query, question);

    private static IQueryable<ModelRow> LookUp(LibraryContext context, ModelQuery query, string question) =>
        context
            .Registry.FromSql(
                $"""
                SELECT * FROM model_registry WHERE id IN (
                    SELECT i.id FROM model_search s JOIN model_search_ids i ON i.number = s.rowid
                    WHERE model_search MATCH {question})
                """
            )
            .WithinSizes(query);

    private static IQueryable<ModelRow> AskOfEach(LibraryContext context, ModelQuery query, string question) =>
        context
            .Registry.FromSql(
                $"""
                SELECT * FROM model_registry AS m WHERE EXISTS (
                    SELECT 1 FROM model_search WHERE model_search MATCH {question}
                    AND rowid = (SELECT number FROM model_search_ids WHERE id = m.id))
                """
            )
            .WithinSizes(query);

    private static IQueryable<ModelRow> GatherNumbers(LibraryContext context, ModelQuery query, string question) =>
        context
            .Registry.FromSql(
                $"""
                SELECT * FROM model_registry AS m WHERE (SELECT number FROM model_search_ids WHERE id = m.id)
                    IN (SELECT rowid FROM model_search WHERE model_search MATCH {question})
                """
            )
            .WithinSizes(query);

    private static Task<int> CountAsync(LibraryContext context, string question, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<int>($"SELECT count(*) AS Value FROM model_search WHERE model_search MATCH {question}")
            .SingleAsync(cancellationToken);

    protected override string Mark => "group_concat(model_id || progress || status)";
}
