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

    // From here on the page is full after a few hundred models, and asking of each is quicker than gathering all that fit,
    // as long as the table has an index of beginnings that short.
    private const double Many = 0.2;

    public override async Task<ModelCounts> CountAsync(
        LibraryContext context,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    )
    {
        if (FullTextQuestion.Of(query) is not { } question)
            return (
                await StatusCounts.ReadAsync(new ModelFilter().WithinSizes(query).On(context), cancellationToken)
            ).ToCounts();
        if (query.MinSize is not null || query.MaxSize is not null)
            return (await StatusCounts.ReadAsync(LookUp(query, question).On(context), cancellationToken)).ToCounts();

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

    public override ModelFilter Filter(ModelQuery query, int found, int library) =>
        FullTextQuestion.Of(query) is not { } question ? new ModelFilter().WithinSizes(query)
        : found <= Few ? LookUp(query, question)
        : !query.HasWords ? ColumnFilters.Of(query)
        : found > library * Many && query.HasOnlyShortWords ? AskOfEach(query, question)
        : GatherNumbers(query, question);

    private static ModelFilter LookUp(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                m.id IN (SELECT i.id FROM model_search s JOIN model_search_ids i ON i.number = s.rowid
                    WHERE model_search MATCH {0})
                """,
                question
            )
            .WithinSizes(query);

    private static ModelFilter AskOfEach(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                EXISTS (SELECT 1 FROM model_search WHERE model_search MATCH {0}
                    AND rowid = (SELECT number FROM model_search_ids WHERE id = m.id))
                """,
                question
            )
            .WithinSizes(query);

    private static ModelFilter GatherNumbers(ModelQuery query, string question) =>
        new ModelFilter()
            .Add(
                """
                (SELECT number FROM model_search_ids WHERE id = m.id)
                    IN (SELECT rowid FROM model_search WHERE model_search MATCH {0})
                """,
                question
            )
            .WithinSizes(query);

    private static Task<int> CountAsync(LibraryContext context, string question, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<int>($"SELECT count(*) AS Value FROM model_search WHERE model_search MATCH {question}")
            .SingleAsync(cancellationToken);

    protected override string Mark => "group_concat(model_id || progress || status)";
}
