using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.Sqlite;

/// <summary>The indexes of columns that are asked for whatever the case, which EF can only say of a whole column.</summary>
internal static class WordIndexes
{
    private static readonly string[] Columns = ["provider", "status", "model_type", "base_model"];

    public static void Create(MigrationBuilder migration) => Create(migration, " COLLATE NOCASE");

    public static void Drop(MigrationBuilder migration) => Create(migration, "");

    private static void Create(MigrationBuilder migration, string collation)
    {
        foreach (var column in Columns)
        {
            migration.Sql($"DROP INDEX \"IX_model_registry_{column}_name_id\";");
            migration.Sql(
                $"CREATE INDEX \"IX_model_registry_{column}_name_id\" ON model_registry ({column}{collation}, name, id);"
            );
        }
    }
}
