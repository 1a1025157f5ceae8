using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.Sqlite;

/// <summary>Count the library's revision up with every row of <c>model_registry</c> that comes, changes or goes.</summary>
internal static class RevisionTriggers
{
    private static readonly string[] Changes = ["INSERT", "UPDATE", "DELETE"];

    public static void Create(MigrationBuilder migration)
    {
        foreach (var change in Changes)
            migration.Sql(
                $"""
                CREATE TRIGGER library_revision_{change.ToLowerInvariant()} AFTER {change} ON model_registry BEGIN
                    UPDATE library_revision SET number = number + 1;
                END;
                """
            );
    }

    public static void Drop(MigrationBuilder migration)
    {
        foreach (var change in Changes)
            migration.Sql($"DROP TRIGGER library_revision_{change.ToLowerInvariant()};");
    }
}
