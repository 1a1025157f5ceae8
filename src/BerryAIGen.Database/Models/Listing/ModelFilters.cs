using System.Linq.Expressions;

namespace BerryAIGen.Database.Models.Listing;

internal static class ModelFilters
{
    /// <summary>The bounds of the size.</summary>
    public static IQueryable<ModelRow> WithinSizes(this IQueryable<ModelRow> models, ModelQuery query)
    {
        if (query.MinSize is { } least)
            models = models.Where(row => row.Size >= least);
        if (query.MaxSize is { } most)
            models = models.Where(row => row.Size < most);
        return models;
    }

    /// <summary>In the order that is asked for; the id makes it certain.</summary>
    public static IQueryable<ModelRow> InOrder(this IQueryable<ModelRow> models, ModelQuery query) =>
        query.Order switch
        {
            ModelOrder.Size => Order(models, row => row.Size, query),
            ModelOrder.Provider => ByWord(models, row => row.Provider, query),
            ModelOrder.Status => ByWord(models, row => row.Status, query),
            ModelOrder.Type => ByWord(models, row => row.ModelType, query),
            ModelOrder.Base => ByWord(models, row => row.BaseModel, query),
            ModelOrder.Added => Order(models, row => row.CreatedAt, query),
            ModelOrder.Updated => Order(models, row => row.UpdatedAt, query),
            ModelOrder.Used => Order(models, row => row.LastUsed, query),
            ModelOrder.Downloaded => Order(models, row => row.DownloadDate, query),
            _ => Order(models, row => row.Name, query),
        };

    // Of equals by name, as the indexes of these columns are.
    private static IQueryable<ModelRow> ByWord(
        IQueryable<ModelRow> models,
        Expression<Func<ModelRow, string?>> key,
        ModelQuery query
    ) =>
        query.IsDescending
            ? models.OrderByDescending(key).ThenByDescending(row => row.Name).ThenByDescending(row => row.Id)
            : models.OrderBy(key).ThenBy(row => row.Name).ThenBy(row => row.Id);

    // Of equals the id runs the same way, so that an index serves both directions.
    private static IQueryable<ModelRow> Order<T>(
        IQueryable<ModelRow> models,
        Expression<Func<ModelRow, T>> key,
        ModelQuery query
    ) =>
        query.IsDescending
            ? models.OrderByDescending(key).ThenByDescending(row => row.Id)
            : models.OrderBy(key).ThenBy(row => row.Id);
}
