using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>The full-text column of <c>model_registry</c>, which PostgreSQL keeps true by itself.</summary>
internal static class ModelSearchColumn
{
    // 'simple' takes words as they are: names of models are in no language. What joins words in names parts them here.
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            ALTER TABLE model_registry ADD COLUMN search tsvector GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', translate(coalesce(name, '') || ' ' || id, '_-./:', '     ')), 'A')
                || to_tsvector('simple', translate(
                    coalesce(description, '') || ' ' || coalesce(creator, '') || ' ' || coalesce(base_model, '') || ' '
                    || coalesce(architecture, '') || ' ' || regexp_replace(coalesce(local_path, ''), '^.*/|\.[^./]*$', '', 'g') || ' ' || coalesce(notes, ''),
                    '_-./:', '     '))
                || jsonb_to_tsvector('simple', capabilities, '["string"]')
                || jsonb_to_tsvector('simple', trained_words, '["string"]')
                || jsonb_to_tsvector('simple', user_tags, '["string"]')
            ) STORED;
            """
        );
        migration.Sql("CREATE INDEX ix_model_registry_search ON model_registry USING gin (search);");
    }

    public static void Drop(MigrationBuilder migration) =>
        migration.Sql("ALTER TABLE model_registry DROP COLUMN search;");
}
