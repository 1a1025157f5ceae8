using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>How many models have each status.</summary>
internal sealed record StatusCounts(IReadOnlyDictionary<string, int> ByStatus)
{
    public int Total { get; } = ByStatus.Values.Sum();

    public ModelCounts ToCounts() =>
        new(Total, ByStatus.GetValueOrDefault(ModelStatus.Local), ByStatus.GetValueOrDefault(ModelStatus.Available));

    public static async Task<StatusCounts> ReadAsync(
        IQueryable<ModelRow> models,
        CancellationToken cancellationToken
    ) =>
        new(
            await models
                .GroupBy(row => row.Status)
                .Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken)
                .ConfigureAwait(false)
        );
}
