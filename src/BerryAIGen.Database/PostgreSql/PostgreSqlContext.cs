using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>The library in a PostgreSQL database that several servers may share.</summary>
public sealed class PostgreSqlContext(DbContextOptions<PostgreSqlContext> options) : LibraryContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        JsonColumns.Apply(modelBuilder, textType: "json", arrayType: "jsonb");
        modelBuilder.HasDbFunction(() => SmallLetters.Of("")).HasName(SmallLetters.PostgreSqlName).IsBuiltIn();
    }
}
