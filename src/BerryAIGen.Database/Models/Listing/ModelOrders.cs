namespace BerryAIGen.Database.Models.Listing;

/// <summary>What lists are sorted by, in SQL.</summary>
internal static class ModelOrders
{
    /// <summary>
    /// In the order that is asked for. Of equals by name where the indexes of the columns are so, and by id, which makes the
    /// order certain; all run the same way, so that an index serves both directions.
    /// </summary>
    public static string Of(ModelQuery query) =>
        string.Join(", ", ColumnsOf(query.Order).Select(column => query.IsDescending ? $"{column} DESC" : column));

    private static string[] ColumnsOf(ModelOrder order) =>
        order switch
        {
            ModelOrder.Size => ["size", "id"],
            ModelOrder.Provider => ["provider", "name", "id"],
            ModelOrder.Status => ["status", "name", "id"],
            ModelOrder.Type => ["model_type", "name", "id"],
            ModelOrder.Base => ["base_model", "name", "id"],
            ModelOrder.Added => ["created_at", "id"],
            ModelOrder.Updated => ["updated_at", "id"],
            ModelOrder.Used => ["last_used", "id"],
            ModelOrder.Downloaded => ["download_date", "id"],
            _ => ["name", "id"],
        };
}
