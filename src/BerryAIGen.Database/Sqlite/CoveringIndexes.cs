using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// The indexes that lists go through, with what lists are narrowed by at their end: a model that does not fit is passed
/// over without a look at its row. EF can say neither the end nor the collation.
/// </summary>
internal static class CoveringIndexes
{
    private static readonly string[] Filters = ["status", "provider", "model_type", "base_model"];

    private static readonly string[] Orders = ["size", "created_at", "updated_at", "last_used", "download_date"];

    public static void Create(MigrationBuilder migration)
    {
        foreach (var filter in Filters)
            Replace(
                migration,
                $"{filter}_name_id",
                [$"{filter} COLLATE NOCASE", "name", "id", .. Filters.Except([filter])]
            );
        foreach (var order in Orders)
            Replace(migration, $"{order}_id", [order, "id", .. Filters]);
    }

    public static void Drop(MigrationBuilder migration)
    {
        foreach (var filter in Filters)
            Replace(migration, $"{filter}_name_id", [$"{filter} COLLATE NOCASE", "name", "id"]);
        foreach (var order in Orders)
            Replace(migration, $"{order}_id", [order, "id"]);
    }

    private static void Replace(MigrationBuilder migration, string name, string[] columns)
    {
        migration.Sql($"DROP INDEX \"IX_model_registry_{name}\";");
        migration.Sql($"CREATE INDEX \"IX_model_registry_{name}\" ON model_registry ({string.Join(", ", columns)});");
    }
}
