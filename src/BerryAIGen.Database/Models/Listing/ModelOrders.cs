namespace BerryAIGen.Database.Models.Listing;

/// <summary>What lists are sorted by, in SQL.</summary>
internal static class ModelOrders
{
    private static readonly string[] Optional = ["size", "model_type", "base_model", "last_used", "download_date"];

    /// <summary>
    /// In the order that is asked for. Of equals by name where the indexes of the columns are so, and by id, which makes the
    /// order certain; all run the same way, so that an index serves both directions.
    /// </summary>
    public static string Of(ModelQuery query) =>
        string.Join(", ", ColumnsOf(query.Order).Select(column => Directed(column, query.IsDescending)));

    // What is not known is less than everything else, on PostgreSQL as well; SQLite has it so by itself.
    private static string Directed(string column, bool isDescending) =>
        (isDescending, Optional.Contains(column)) switch
        {
            (true, true) => $"{column} DESC NULLS LAST",
            (true, false) => $"{column} DESC",
            (false, true) => $"{column} NULLS FIRST",
            _ => column,
        };

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
            ModelOrder.Name => ["name", "id"],
            _ => throw new ArgumentException($"The order by {order} stands in no column.", nameof(order)),
        };
}
