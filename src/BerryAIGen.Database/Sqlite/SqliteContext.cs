using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Sqlite;

/// <summary>The library in one file of SQLite.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : LibraryContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        JsonColumns.Apply(modelBuilder, textType: "JSON", arrayType: "JSON");
        modelBuilder.HasDbFunction(() => SmallLetters.Of("")).HasName(SmallLetters.SqliteName).IsBuiltIn();
        // Names are sorted as people read them; "ÄÖ" as well as SQLite can, without an extension.
        modelBuilder.Entity<Models.ModelRow>().Property(row => row.Name).UseCollation("NOCASE");
    }
}
