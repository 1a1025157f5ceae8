using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>Counts the library's revision up once with every transaction that changes rows of <c>model_registry</c>.</summary>
/// <remarks>
/// It counts at the very end, when the writer waits for nobody any more: whoever holds the one row that is counted up ends
/// at once. So nobody reads a number whose rows he cannot see yet, and no two writers wait for each other because of it.
/// </remarks>
internal static class RevisionTrigger
{
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE FUNCTION count_library_revision() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('berryaigen.counted', true) IS DISTINCT FROM 'yes' THEN
                    PERFORM set_config('berryaigen.counted', 'yes', true);
                    UPDATE library_revision SET number = number + 1;
                END IF;
                RETURN NULL;
            END $$;
            """
        );
        migration.Sql(
            """
            CREATE CONSTRAINT TRIGGER library_revision_changed AFTER INSERT OR UPDATE OR DELETE ON model_registry
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_library_revision();
            """
        );
    }

    public static void Drop(MigrationBuilder migration)
    {
        migration.Sql("DROP TRIGGER library_revision_changed ON model_registry;");
        migration.Sql("DROP FUNCTION count_library_revision();");
    }
}
