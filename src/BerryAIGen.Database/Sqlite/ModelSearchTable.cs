using System.Data.Common;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.Sqlite;

/// <summary>The full-text table over <c>model_registry</c>, kept true by triggers.</summary>
/// <remarks>
/// Its column <c>file</c> is the name of the file without folders and ending, which are the same for all. Its column
/// <c>facets</c> holds what lists are narrowed by, each as one word (<see cref="Facets"/>), so that words and filters
/// together are one question to one index. It holds no text of its own and no places of words, only which models have them:
/// that takes a third of the room, and leaves some for the beginnings of words, which is what people type. Its rows are numbered by
/// <c>model_search_ids</c>, because the row numbers of a table whose key is a text may change when the database is
/// vacuumed.
/// </remarks>
internal static class ModelSearchTable
{
    private static readonly string[] Columns =
    [
        "id",
        "name",
        "description",
        "creator",
        "base_model",
        "architecture",
        "capabilities",
        "trained_words",
        "user_tags",
        "notes",
    ];

    // Asking whether one model has a word reads one page of the list of those that have it.
    private const int PageSize = 1000;

    // Two parts of a size are made one when the table is tidied.
    private const int PartsToMerge = 2;

    // Some 15 ms of work; others write in between.
    private const int PagesAtOnce = 500;

    public static void Create(MigrationBuilder migration)
    {
        var names = $"{string.Join(", ", Columns)}, file, facets";
        migration.Sql("CREATE TABLE model_search_ids (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);");
        migration.Sql(
            $"CREATE VIRTUAL TABLE model_search USING fts5({names}, content='', detail=none, prefix='1 2 3 4 5 6 7 8', tokenize='unicode61 remove_diacritics 2');"
        );
        migration.Sql($"INSERT INTO model_search (model_search, rank) VALUES ('pgsz', {PageSize});");
        migration.Sql($"INSERT INTO model_search (model_search, rank) VALUES ('usermerge', {PartsToMerge});");
        migration.Sql(
            $"""
            CREATE TRIGGER model_search_insert AFTER INSERT ON model_registry BEGIN
                INSERT INTO model_search_ids (id) VALUES (new.id);
                INSERT INTO model_search (rowid, {names}) VALUES ({NumberOf("new")}, {Values("new")});
            END;
            """
        );
        migration.Sql(
            $"""
            CREATE TRIGGER model_search_delete AFTER DELETE ON model_registry BEGIN
                {Forget(names)}
                DELETE FROM model_search_ids WHERE id = old.id;
            END;
            """
        );
        // Only when a word changes: most writes are of sizes, times and states.
        migration.Sql(
            $"""
            CREATE TRIGGER model_search_update AFTER UPDATE OF {string.Join(
                ", ",
                Columns.Append("local_path").Union(Facets.Columns)
            )} ON model_registry BEGIN
                {Forget(names)}
                INSERT INTO model_search (rowid, {names}) VALUES ({NumberOf("new")}, {Values("new")});
            END;
            """
        );
    }

    /// <summary>Takes in the models that were there before the table was.</summary>
    public static void Fill(MigrationBuilder migration)
    {
        migration.Sql("INSERT INTO model_search_ids (id) SELECT id FROM model_registry;");
        migration.Sql(
            $"INSERT INTO model_search (rowid, {string.Join(", ", Columns)}, file, facets) SELECT {NumberOf("m")}, {Values("m")} FROM model_registry m;"
        );
    }

    public static void Drop(MigrationBuilder migration)
    {
        foreach (var trigger in (string[])["insert", "delete", "update"])
            migration.Sql($"DROP TRIGGER model_search_{trigger};");
        migration.Sql("DROP TABLE model_search;");
        migration.Sql("DROP TABLE model_search_ids;");
    }

    /// <summary>Makes one of the parts that writes leave behind, each of which every question would have to look into.</summary>
    public static async Task TidyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO model_search (model_search, rank) VALUES ('merge', {PagesAtOnce});
            SELECT total_changes();
            """;
        // The statement itself counts as one change.
        for (var (before, after) = (-2L, 0L); after - before > 1; )
            (before, after) = (
                after,
                (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!
            );
    }

    private static string Forget(string names) =>
        $"INSERT INTO model_search (model_search, rowid, {names}) VALUES ('delete', {NumberOf("old")}, {Values("old")});";

    private static string NumberOf(string row) => $"(SELECT number FROM model_search_ids WHERE id = {row}.id)";

    private static string Values(string row) =>
        $"{string.Join(", ", Columns.Select(column => $"{row}.{column}"))}, {FileOf(row)}, {Facets.Of(row)}";

    // What is left of the path when all up to the last slash is taken away, and then all from the last dot on.
    private static string FileOf(string row)
    {
        var path = $"coalesce({row}.local_path, '')";
        var name = $"replace({path}, rtrim({path}, replace({path}, '/', '')), '')";
        return $"CASE WHEN instr({name}, '.') > 0 THEN rtrim({name}, replace({name}, '.', '')) ELSE {name} END";
    }
}
