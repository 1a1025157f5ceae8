using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Sqlite;

/// <summary>Finds models by one question to the full-text table, words and filters together.</summary>
internal sealed class SqliteModelSearch : ModelSearch
{
    // Looking up this many and sorting them is quicker than going through the library in order.
    private const int Few = 2000;

    public override async Task<ModelCounts> CountAsync(
        LibraryContext context,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    )
    {
        if (Question(query) is not { } question)
            return (await StatusCounts.ReadAsync(context.Registry.WithinSizes(query), cancellationToken)).ToCounts();
        if (query.MinSize is not null || query.MaxSize is not null)
            return (
                await StatusCounts.ReadAsync(Select(context, query, found: Few, library.Total), cancellationToken)
            ).ToCounts();

        // The table meets rare words quickly: of the states all are counted but the commonest, which is the rest.
        var total = await CountAsync(context, question, cancellationToken);
        var common = ModelStatus.All.MaxBy(status => library.ByStatus.GetValueOrDefault(status))!;
        Dictionary<string, int> counts = [];
        foreach (var status in ModelStatus.All.Where(status => status != common))
        {
            counts[status] =
                total == 0 || library.ByStatus.GetValueOrDefault(status) == 0
                    ? 0
                    : await CountAsync(
                        context,
                        $"{question} AND facets : {Facets.OfStatus(status)}",
                        cancellationToken
                    );
        }

        counts[common] = total - counts.Values.Sum();
        return new StatusCounts(counts).ToCounts();
    }

    public override IQueryable<ModelRow> Select(LibraryContext context, ModelQuery query, int found, int library)
    {
        if (Question(query) is not { } question)
            return context.Registry.WithinSizes(query);
        var models =
            found <= Few
                ? context.Registry.FromSql(
                    $"SELECT * FROM model_registry WHERE id IN (SELECT i.id FROM model_search s JOIN model_search_ids i ON i.number = s.rowid WHERE model_search MATCH {question})"
                )
            // Most fit: go through the library in order and ask of each.
            : found > library / 2
                ? context.Registry.FromSql(
                    $"SELECT * FROM model_registry AS m WHERE EXISTS (SELECT 1 FROM model_search WHERE model_search MATCH {question} AND rowid = (SELECT number FROM model_search_ids WHERE id = m.id))"
                )
            // The numbers of those that fit are gathered once.
            : context.Registry.FromSql(
                $"SELECT * FROM model_registry AS m WHERE (SELECT number FROM model_search_ids WHERE id = m.id) IN (SELECT rowid FROM model_search WHERE model_search MATCH {question})"
            );
        return models.WithinSizes(query);
    }

    private static Task<int> CountAsync(LibraryContext context, string question, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<int>($"SELECT count(*) AS Value FROM model_search WHERE model_search MATCH {question}")
            .SingleAsync(cancellationToken);

    /// <summary>The question in the table's own language; null when neither words nor facets are asked for.</summary>
    private static string? Question(ModelQuery query)
    {
        var facets = Facets.Wanted(query).Select(word => $"facets : {word}");
        var words = SearchWords.Of(query.Search ?? "").Select(word => $"{ModelSearchTable.WordColumns} : \"{word}\"*");
        var all = string.Join(" AND ", facets.Concat(words));
        return all.Length > 0 ? all : null;
    }
}
