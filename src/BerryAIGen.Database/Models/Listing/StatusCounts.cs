using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>How many models have each status.</summary>
internal sealed record StatusCounts(IReadOnlyDictionary<string, int> ByStatus)
{
    public int Total { get; } = ByStatus.Values.Sum();

    public ModelCounts ToCounts() =>
        new(Total, ByStatus.GetValueOrDefault(ModelStatus.Local), ByStatus.GetValueOrDefault(ModelStatus.Available));

    /// <summary>Of those that fit.</summary>
    public static async Task<StatusCounts> ReadAsync(
        DbConnection connection,
        ModelFilter filter,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        // Of constants; what a person typed goes in as parameters.
        var sql =
            $"SELECT status, count(*) FROM model_registry AS {ModelFilter.Row}{filter.AddTo(command)} GROUP BY status";
        command.CommandText = sql;
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            counts[reader.GetString(0)] = reader.GetInt32(1);
        return new StatusCounts(counts);
    }
}
