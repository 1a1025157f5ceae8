using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// Filters by columns, so that an index which is in the order of the page is gone through until the page is full: the
/// index of one filter by name, or the index of the order itself.
/// </summary>
internal static class ColumnFilters
{
    public static ModelFilter Of(ModelQuery query)
    {
        // The rarer first: its index leads.
        (string Column, string? Value)[] equal =
        [
            ("base_model", query.BaseModel),
            ("model_type", query.ModelType),
            ("provider", query.Provider),
            ("status", query.Status),
        ];
        ModelFilter filter = new();
        var hasLead = query.Order != ModelOrder.Name;
        foreach (var (column, value) in equal.Where(wanted => wanted.Value is not null))
        {
            // A plus keeps the planner from using the index of the column, and sorting what it finds.
            filter.Add($"{(hasLead ? "+" : "")}{column} = {{0}} COLLATE NOCASE", value);
            hasLead = true;
        }

        return filter
            .Add("format = {0} COLLATE NOCASE", query.Format)
            .Add("EXISTS (SELECT 1 FROM json_each(capabilities) WHERE value = {0} COLLATE NOCASE)", query.Capability)
            .Add("EXISTS (SELECT 1 FROM json_each(user_tags) WHERE value = {0} COLLATE NOCASE)", query.Tag)
            .WithinBounds(query);
    }
}
