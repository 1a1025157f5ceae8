using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>Counts the library's revision up with every statement that changes <c>model_registry</c>.</summary>
/// <remarks>
/// The row stays locked until the writer commits, so that nobody reads a number whose rows he cannot see yet; writers
/// of models therefore keep their transactions short.
/// </remarks>
internal static class RevisionTrigger
{
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE FUNCTION count_library_revision() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE library_revision SET number = number + 1;
                RETURN NULL;
            END $$;
            """
        );
        migration.Sql(
            """
            CREATE TRIGGER library_revision_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON model_registry
                FOR EACH STATEMENT EXECUTE FUNCTION count_library_revision();
            """
        );
    }

    public static void Drop(MigrationBuilder migration)
    {
        migration.Sql("DROP TRIGGER library_revision_changed ON model_registry;");
        migration.Sql("DROP FUNCTION count_library_revision();");
    }
}
