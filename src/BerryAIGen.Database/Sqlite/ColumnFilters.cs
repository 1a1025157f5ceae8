using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// Filters by columns, so that an index which is in the order of the page is gone through until the page is full: the
/// index of one filter by name, or the index of the order itself.
/// </summary>
internal static class ColumnFilters
{
    public static IQueryable<ModelRow> Of(LibraryContext context, ModelQuery query)
    {
        // The rarer first: its index leads.
        (string Column, string? Value)[] equal =
        [
            ("base_model", query.BaseModel),
            ("model_type", query.ModelType),
            ("provider", query.Provider),
            ("status", query.Status),
        ];
        List<string> conditions = [];
        List<object> values = [];
        var hasLead = query.Order != ModelOrder.Name;
        foreach (var (column, value) in equal.Where(filter => filter.Value is not null))
        {
            // A plus keeps the planner from using the index of the column, and sorting what it finds.
            Add($"{(hasLead ? "+" : "")}{column} = {{0}} COLLATE NOCASE", value);
            hasLead = true;
        }

        Add("format = {0} COLLATE NOCASE", query.Format);
        Add("EXISTS (SELECT 1 FROM json_each(capabilities) WHERE value = {0} COLLATE NOCASE)", query.Capability);
        Add("EXISTS (SELECT 1 FROM json_each(user_tags) WHERE value = {0} COLLATE NOCASE)", query.Tag);
        // Of the constants above and nothing else; what a person typed goes in as parameters.
        var sql = $"SELECT * FROM model_registry WHERE {string.Join(" AND ", conditions)}";
        return context.Registry.FromSqlRaw(sql, [.. values]).WithinSizes(query);

        void Add(string condition, string? value)
        {
            if (value is null)
                return;
            conditions.Add(condition.Replace("{0}", $"{{{values.Count}}}", StringComparison.Ordinal));
            values.Add(value);
        }
    }
}
