using System.Data.Common;
using BerryAIGen.Database.Compatibility;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>Reads models in an order that the database does not have: which of them fit, then those of the page.</summary>
internal static class RankedModels
{
    public static async Task<IReadOnlyList<ModelInfo>> ReadAsync(
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        ListedModels listed,
        ModelRanking ranking,
        CancellationToken cancellationToken
    )
    {
        if (query.Limit is null)
        {
            var all = query with { Order = ModelOrder.Name, IsDescending = false, Offset = 0 };
            var models = await listed.ReadAsync(connection, filter, all, cancellationToken).ConfigureAwait(false);
            return ranking.Sort(models, query.IsDescending)[Math.Min(query.Offset, models.Count)..];
        }

        var ids =
            ranking.FindPage(query)
            ?? ranking.PageOf(await FittingAsync(connection, filter, cancellationToken).ConfigureAwait(false), query);
        var page = await listed.ReadAsync(connection, ids, cancellationToken).ConfigureAwait(false);
        return ranking.Sort(page, query.IsDescending);
    }

    private static async Task<List<string>> FittingAsync(
        DbConnection connection,
        ModelFilter filter,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        // Of constants; what a person typed goes in as parameters.
        command.CommandText = $"SELECT id FROM model_registry AS {ModelFilter.Row}{filter.AddTo(command)}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<string> ids = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            ids.Add(reader.GetString(0));
        return ids;
    }
}
